import { MoneytrailApp } from './moneytrail-app.ts';

new MoneytrailApp();
