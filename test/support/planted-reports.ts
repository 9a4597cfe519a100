import fc from 'fast-check';
import type { FiledReport } from '../../lib/reports/report.ts';
import { adSite, alex, bystander, entity, payer, report, robin } from './disclosure-case.ts';

/** A report into which things were put that must not leave, wherever the profile has room for them. */
export const plantedReports = fc
  .record({
    seed: fc.stringMatching(/^[0-9a-f]{12}$/),
    device: fc.constantFrom('computer', 'mobile', 'tablet', 'other'),
    buyers: fc.integer({ min: 0, max: 3 }),
    method: fc.constantFrom('online', 'abm', 'in_person'),
  })
  .map(({ seed, device, buyers, method }) => {
    const secret = (name: string) => `${name}-${seed}`;
    const buyerParties = Array.from({ length: buyers }, (_, index) => ({
      ref: `y${index}`,
      kind: 'person' as const,
      role: 'buyer' as const,
      surname: secret(`BUYER${index}`),
      email: `${secret(`buyer${index}`)}@example.com`,
    }));
    const planted: FiledReport = {
      ...report,
      parties: [
        alex,
        robin,
        payer,
        adSite,
        { ...bystander, surname: secret('BYSTANDER'), phone: secret('555') },
        ...buyerParties,
      ],
      transactions: report.transactions.map((transaction) => ({
        ...transaction,
        method: method as 'online' | 'abm' | 'in_person',
        start: transaction.start.map((start) => ({
          ...start,
          conductors: [
            ...(start.conductors ?? []).map((conductor) => ({
              ...conductor,
              device: device as 'computer' | 'mobile' | 'tablet' | 'other',
              deviceId: secret('device'),
              ip: secret('ip'),
              sessionAt: '2026-11-08T01:04:10-05:00',
            })),
            ...buyerParties.map(({ ref }) => ({ party: ref, username: secret('buyer-name') })),
          ],
        })),
        context: {
          ...transaction.context,
          memo: secret('memo'),
          recipientAsTyped: secret('typed'),
          senderAlias: secret('alias'),
          terminal: secret('terminal'),
          card: secret('card'),
          merchant: secret('merchant'),
        },
      })),
      supporting: {
        staffObservations: [
          {
            at: '2026-11-06T15:00:00-05:00',
            party: 'p2',
            code: 'OBS-HARM',
            staffId: secret('staff'),
            companion: secret('companion'),
            text: secret('note'),
          },
        ],
        profiles: [{ party: 'p1', notes: secret('profile-note'), phones: [secret('phone')] }],
        adverseMedia: [
          {
            party: 'p1',
            on: '2026-01-01',
            source: secret('media'),
            topic: 'crime',
            confidence: 'low',
          },
        ],
      },
    };
    const names = [
      'device-',
      'ip-',
      'memo-',
      'typed-',
      'alias-',
      'terminal-',
      'card-',
      'merchant-',
    ];
    const staff = ['staff-', 'companion-', 'note-', 'profile-note-', 'phone-', 'media-', '555-'];
    const people = ['BYSTANDER-', 'buyer-name-', 'BUYER0-', 'buyer0-'];
    return {
      file: {
        key: { entity, reference: report.reference },
        filedOn: '2026-11-20',
        digest: 'd',
        report: planted,
      },
      secrets: [...names, ...staff, ...people].map((name) => `${name}${seed}`),
    };
  });
