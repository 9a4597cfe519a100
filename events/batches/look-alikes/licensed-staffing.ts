import { clock, everyDays, localTime } from '../calendar.ts';
import { chance } from '../chance.ts';
import { institutions } from '../client.ts';
import { fileReports } from '../file-reports.ts';
import { buy } from '../movements/card.ts';
import { credit } from '../movements/credit.ts';
import { pay } from '../movements/payment.ts';
import { montreal } from '../places.ts';
import { type Part, plantedClient, type World } from '../world.ts';

/**
 * Looks like the placement agent: one account receives the pay of several named people. It is a
 * licensed staffing firm: it pays the wages out in full, and source deductions and insurance.
 */
export function licensedStaffing(world: World): Part {
  const { people, clients, merchants } = world;
  const drawn = chance('look-alikes/licensed-staffing');
  const firm = people.organization('STAFFING EXAMPLE INC', {
    role: 'subject',
    business: 'Licensed staffing and payroll services',
    structure: 'corporation',
    email: 'office@staffing.example.com',
    phone: '514-555-0199',
    address: people.address(montreal),
  });
  const client = clients.open(institutions.lakeshore, montreal, firm, { opened: '2013-10-01' });
  const customer = people.organization('WAREHOUSE EXAMPLE INC');
  const revenue = people.organization('REVENUE AGENCY EXAMPLE');
  const workers = Array.from({ length: 5 }, () => people.stranger());

  const movements = everyDays('2026-07-09', '2026-10-15', 14).flatMap((date) => [
    ...workers.flatMap((worker, index) => {
      const wage = drawn.int(1_150, 1_300);
      return [
        credit(client, {
          at: localTime(montreal, date, clock('07:00') + index),
          amount: `${wage + 320}.00`,
          from: customer,
          purpose: 'payroll',
          naming: worker,
        }),
        pay(client, {
          at: localTime(montreal, date, clock('15:00') + index),
          amount: `${wage}.00`,
          to: worker,
          purpose: 'payroll',
        }),
      ];
    }),
    pay(client, {
      at: localTime(montreal, date, clock('16:10')),
      amount: drawn.cents(1_050, 1_150),
      to: revenue,
      purpose: 'government',
      memo: 'source deductions',
    }),
    buy(client, {
      at: localTime(montreal, date, clock('16:30')),
      amount: drawn.cents(180, 220),
      merchant: merchants.insurer,
    }),
  ]);

  return {
    reports: fileReports(client, movements, {
      language: 'fr',
      narrative: ({ first, last, received, sent }) =>
        `Entre le ${first} et le ${last}, un seul compte a reçu la paie de cinq personnes (${received} $ ` +
        `au total ; ${sent} $ en sont sortis). L'entreprise dit placer du personnel. Les salaires, ` +
        'les retenues à la source et les assurances sont payés le jour même.',
      actionTaken: 'Permis d’agence de placement demandé, puis reçu.',
      supporting: {
        facts: [
          {
            party: firm.ref,
            code: 'licensed_staffing',
            source: 'Registre public des agences de placement',
            on: '2026-09-30',
          },
        ],
      },
    }),
    planted: {
      name: 'licensed-staffing',
      kind: 'look-alike',
      resembles: 'agence-de-placement',
      truth: 'A licensed staffing firm receives pay for its workers and pays it out in full.',
      explanation: 'FP16',
      typology: 'labour-exploitation',
      outcome: 'no-case',
      recipients: [],
      clients: [plantedClient(client, 'staffing firm')],
    },
  };
}
