import type { BillLine } from '../../local/simulated/meter.ts';
import { type Line, priceTable } from '../../local/simulated/price-table.ts';
import { functions } from './functions.ts';
import type { MeteredMachine } from './machine.ts';
import { type Stage, stages } from './stages.ts';

const nano = 1e-9;

/** US$ for a million reports. */
export const perMillion = (lines: readonly BillLine[], reports: number): number =>
  (lines.reduce((sum, { nanoDollars }) => sum + Number(nanoDollars), 0) * nano * 1_000_000) /
  reports;

const lineNames: Partial<Record<Line, string>> = {
  'dynamodb-read': 'DynamoDB reads',
  'dynamodb-write': 'DynamoDB writes',
  's3-put': 'S3 PUT, LIST',
  's3-get': 'S3 GET',
  'sqs-standard': 'SQS standard',
  'sqs-fifo': 'SQS FIFO',
  'lambda-requests': 'Lambda requests',
  'lambda-compute': 'Lambda time',
};

/** US$ per million reports by line and stage. */
export function billTable({ meter }: MeteredMachine, reports: number): string {
  const bills = new Map<Stage, readonly BillLine[]>(
    stages.map((stage) => [stage, meter.of(stage).bill().lines]),
  );
  const row = (name: string, wanted: (line: BillLine) => boolean) => {
    const costs = stages.map((stage) =>
      perMillion((bills.get(stage) ?? []).filter(wanted), reports),
    );
    const total = costs.reduce((sum, cost) => sum + cost, 0);
    return [name, ...[...costs, total].map((cost) => cost.toFixed(4))];
  };
  return table([
    ['US$ per million', ...stages, 'together'],
    ...Object.entries(lineNames).map(([line, name]) => row(name, (one) => one.line === line)),
    row('together', () => true),
  ]);
}

export const totalOf = ({ meter }: MeteredMachine, reports: number): number =>
  stages.reduce((sum, stage) => sum + perMillion(meter.of(stage).bill().lines, reports), 0);

/** What each stage used of each table, bucket, queue and function, dearest first. */
export function detailTable({ meter }: MeteredMachine, reports: number): string {
  const details = stages.flatMap((stage) =>
    meter
      .of(stage)
      .bill()
      .lines.map((line) => ({ stage, line })),
  );
  details.sort((a, b) => Number(b.line.nanoDollars - a.line.nanoDollars));
  return table([
    ['US$ per million', 'stage', 'line', 'of', 'per report', 'unit'],
    ...details
      .slice(0, 24)
      .map(({ stage, line }) => [
        perMillion([line], reports).toFixed(4),
        stage,
        line.line,
        line.resource,
        (line.quantity / reports).toPrecision(4),
        line.unit,
      ]),
  ]);
}

/** A bill as it is, dearest first. */
export function linesTable(lines: readonly BillLine[], reports: number): string {
  const sorted = [...lines].sort((a, b) => Number(b.nanoDollars - a.nanoDollars));
  return table([
    ['US$ per million', 'line', 'of', 'per report', 'unit'],
    ...sorted.map((line) => [
      perMillion([line], reports).toFixed(4),
      line.line,
      line.resource,
      (line.quantity / reports).toPrecision(4),
      line.unit,
    ]),
  ]);
}

/** What the cloud is asked for most often. */
export function callTable({ calls }: MeteredMachine, reports: number): string {
  return table([
    ['items per report', 'stage', 'operation', 'kind'],
    ...calls
      .list()
      .slice(0, 24)
      .map(({ stage, operation, of, times }) => [
        (times / reports).toPrecision(4),
        stage,
        operation,
        of,
      ]),
  ]);
}

export function timesTable({ times }: MeteredMachine, reports: number): string {
  return table([
    ['milliseconds', 'MB', 'runs', 'processor', 'SDK', 'together per report', 'waiting'],
    ...stages.map((stage) => {
      const { runs, cpuMs, sdkMs, waitMs } = times[stage];
      return [
        stage,
        String(functions[stage].memory),
        String(runs),
        cpuMs.toFixed(0),
        sdkMs.toFixed(0),
        ((cpuMs + sdkMs) / reports).toFixed(4),
        waitMs.toFixed(0),
      ];
    }),
  ]);
}

/** US$ per million reports for the time in which functions would wait for answers, beside the bill. */
export function waitingUsd({ times }: MeteredMachine, reports: number): number {
  const { nanoDollars, per } = priceTable.prices['lambda-compute'];
  const megabyteMs = stages.reduce(
    (sum, stage) => sum + times[stage].waitMs * functions[stage].memory,
    0,
  );
  return (megabyteMs * Number(nanoDollars) * nano * 1_000_000) / Number(per) / reports;
}

/** What a month of keeping costs. */
export function storageTable(lines: readonly BillLine[], reports: number): string {
  return table([
    ['US$ per million and month', 'of', 'line', 'bytes per report'],
    ...lines
      .filter(({ quantity }) => quantity > 0)
      .map((line) => [
        perMillion([line], reports).toFixed(4),
        line.resource,
        line.line,
        (line.quantity / reports).toFixed(1),
      ]),
    [perMillion(lines, reports).toFixed(4), 'together', '', ''],
  ]);
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          /^[\d.]+$/.test(cell)
            ? cell.padStart(widths[column] ?? 0)
            : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
