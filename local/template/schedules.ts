import type { Resolved } from './resolved.ts';

export type Schedule = { name: string; everySeconds: number; functionArn: string; input: unknown };

const unitSeconds: Record<string, number> = { minute: 60, hour: 3600, day: 86_400 };

export function schedulesOf(resources: Resolved[]): Schedule[] {
  return resources
    .filter(({ properties }) => properties['State'] !== 'DISABLED')
    .flatMap(({ id, properties }) => {
      const expression = String(properties['ScheduleExpression']);
      const [, count, unit = ''] = expression.match(/^rate\((\d+) (minute|hour|day)s?\)$/) ?? [];
      if (count === undefined) throw new Error(`${id}: ${expression} is not a rate`);
      const everySeconds = Number(count) * (unitSeconds[unit] ?? 0);
      const targets = (properties['Targets'] ?? []) as { Arn: string; Input?: string }[];
      return targets.map(({ Arn, Input }) => ({
        name: id,
        everySeconds,
        functionArn: Arn,
        input: Input === undefined ? undefined : (JSON.parse(Input) as unknown),
      }));
    });
}
