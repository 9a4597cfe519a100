import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Disclosures } from '../../lib/disclosures/disclosures.ts';
import { indicatorFeedback } from '../../lib/disclosures/indicator-feedback.ts';
import type { RoutingTables } from '../../lib/disclosures/recipient.ts';
import { callerOf } from '../../lib/http/claims.ts';
import { parseRequest } from '../../lib/http/parse-request.ts';
import { problemJson } from '../../lib/http/problem-json.ts';
import { json } from '../../lib/http/respond.ts';
import { statisticsRequestSchema } from '../../lib/http/statistics-requests.ts';
import { statisticsCsv, statisticsView } from '../../lib/http/statistics-view.ts';
import type { Rulebooks } from '../../lib/indicators/rulebook.ts';
import { fiscalYearOf } from '../../lib/statistics/fiscal-year.ts';
import { disclosedOf, readApproved } from '../../lib/statistics/read-disclosed.ts';
import { disclosureStatistics } from '../../lib/statistics/statistics.ts';

export type Ports = {
  disclosures: Pick<Disclosures, 'list'>;
  routingTables: RoutingTables;
  rulebooks: Rulebooks;
  now: () => string;
};

/** GET /v1/statistics */
export const createHandler = (ports: Ports) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .handler(async (event) => {
      callerOf(event, ['auditor']);
      const { fiscalYear, format } = parseRequest(
        statisticsRequestSchema,
        event,
      ).queryStringParameters;
      const view = await count(ports, fiscalYear);
      return format === 'csv' ? csv(statisticsCsv(view), fiscalYear) : json(200, view);
    });

async function count(ports: Ports, fiscalYear: string) {
  const [approved, table, rulebook] = await Promise.all([
    readApproved(ports),
    ports.routingTables.active(),
    ports.rulebooks.active(),
  ]);
  const ofYear = approved.filter(({ approvedAt }) => fiscalYearOf(approvedAt) === fiscalYear);
  return statisticsView(disclosureStatistics(approved.map(disclosedOf), { fiscalYear, table }), {
    titles: new Map(rulebook.typologies.map(({ id, title }) => [id, title])),
    indicators: indicatorFeedback(ofYear),
    countedAt: ports.now(),
  });
}

const csv = (body: string, fiscalYear: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 200,
  headers: {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="statistics-${fiscalYear}.csv"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  },
  body,
});
