import { Construct } from 'constructs';
import { swaggerUi } from '../bundle.ts';
import type { Foundation } from './alarm-topic.ts';
import type { GuardedApi } from './guarded-api.ts';
import { NodeFunction } from './node-function.ts';

export type ApiDescriptionProps = Foundation & { readonly api: GuardedApi };

/** Publishes the contract to everybody, and can see nothing else. */
export class ApiDescription extends Construct {
  constructor(scope: Construct, id: string, { api, key }: ApiDescriptionProps) {
    super(scope, id);
    const handler = new NodeFunction(this, 'DescribeApi', {
      name: 'describe-api',
      key,
      beside: [swaggerUi],
      bundleKilobytes: 345,
    });
    api.open(
      handler,
      'The contract is public: who integrates reads it before having a token.',
      'GET /openapi.json',
      'GET /docs',
      'GET /docs/{asset}',
    );
  }
}
