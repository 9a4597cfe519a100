import type { FiledReport, Supporting } from '../../../lib/reports/report.ts';
import { addDays, clock, everyDays, localTime } from '../calendar.ts';
import { chance } from '../chance.ts';
import { type Client, institutions, type Movement } from '../client.ts';
import { type Facts, fileReports } from '../file-reports.ts';
import { knownElsewhere } from '../known-elsewhere.ts';
import { buy } from '../movements/card.ts';
import { depositCash } from '../movements/cash.ts';
import { credit } from '../movements/credit.ts';
import { receiveTransfer, sendTransfer } from '../movements/e-transfer.ts';
import type { NamedPerson } from '../people.ts';
import { drummondville as town } from '../places.ts';
import { type Part, plantedClient, type World } from '../world.ts';

/*
 * Labour exploitation in a Québec town: an agent without a licence collects the pay of three workers
 * directly, four others send theirs on within the hour, and all of them pay placement fees and
 * "debts". The reports are written in French.
 */

const paydays = everyDays('2026-07-09', '2026-10-22', 7);
const landlords = ['LOGIS EXEMPLE A', 'LOGIS EXEMPLE B', 'LOGIS EXEMPLE C'];

export function placementAgent(world: World): Part {
  const { people, clients } = world;
  const drawn = chance('agence-de-placement');
  const farm = people.organization('FERME EXEMPLE INC');
  const agent = clients.open(
    institutions.lakeshore,
    town,
    people.resident(town, { role: 'subject', occupation: 'Recruteur' }),
    { opened: '2025-09-15' },
  );
  // Everybody gives the same house as address.
  const house = people.address(town);
  const workers = Array.from({ length: 4 }, () =>
    clients.open(
      institutions.northbank,
      town,
      people.resident(town, {
        role: 'possible_victim',
        occupation: 'Ouvrier agricole',
        employer: farm.name,
        address: house,
      }),
      { opened: '2026-05-27' },
    ),
  );
  const withoutAccount = Array.from({ length: 3 }, () => people.stranger());
  const asPayee = knownElsewhere(agent);

  const returned: { at: string; amount: string; memo: string; from: NamedPerson }[] = [];
  const reports: FiledReport[] = workers.flatMap((worker, index) => {
    const movements = paydays.flatMap((date, week) => {
      const pay = drawn.int(410, 520);
      const at = localTime(town, date, clock('07:00') + index);
      const memo = drawn.pick([
        'dette',
        'remboursement billet',
        'transport',
        'solde contrat',
        'loyer lit',
      ]);
      const back = {
        at: localTime(town, date, clock('07:40') + index * 3),
        amount: `${pay}.00`,
        memo,
      };
      returned.push({ ...back, from: knownElsewhere(worker) });
      return [
        credit(worker, { at, amount: `${pay}.00`, from: farm, purpose: 'payroll' }),
        sendTransfer(worker, { ...back, to: asPayee }),
        ...(week === 1 ? placementFee(worker, asPayee, date, returned) : []),
      ];
    });
    return fileReports(worker, movements, {
      language: 'fr',
      narrative: toldOfWorker,
      actionTaken: "Surveillance accrue. Le client n'a pas été informé de la présente déclaration.",
      atMost: 24,
      supporting: seenAtTheCounter(worker, agent),
    });
  });

  reports.push(
    ...fileReports(
      agent,
      collected({ world, agent, farm: { name: farm, workers: withoutAccount }, returned }),
      {
        language: 'fr',
        narrative: toldOfAgent,
        actionTaken: 'Surveillance accrue ; vérification du permis de recrutement demandée.',
        atMost: 40,
        supporting: {
          profiles: [
            {
              party: agent.party.ref,
              declaredMonthlyIncome: '2400.00',
              expectedMonthlyIn: '2400.00',
              naics: '561310',
            },
          ],
        },
      },
    ),
  );

  return {
    reports,
    planted: {
      name: 'agence-de-placement',
      kind: 'story',
      truth:
        'An unlicensed agent in Québec takes the pay of farm workers, placement fees and "debts"; ' +
        'they share a house and keep nothing.',
      typology: 'labour-exploitation',
      outcome: 'case',
      recipients: ['QC-SQ'],
      clients: [
        plantedClient(agent, 'agent'),
        ...workers.map((worker) => plantedClient(worker, 'possible victim')),
      ],
    },
  };
}

/** The placement fee: paid once, soon after arrival, with cash brought from home. */
function placementFee(
  worker: Client,
  to: NamedPerson,
  date: string,
  returned: { at: string; amount: string; memo: string; from: NamedPerson }[],
): Movement[] {
  const day = addDays(date, 1);
  const paid = {
    at: localTime(town, day, clock('19:10')),
    amount: '1400.00',
    memo: "frais d'agence et permis de travail",
  };
  returned.push({ ...paid, from: knownElsewhere(worker) });
  return [
    depositCash(worker, {
      at: localTime(town, day, clock('16:20')),
      amount: '1400.00',
      city: town,
    }),
    sendTransfer(worker, { ...paid, to }),
  ];
}

function collected({
  world,
  agent,
  farm,
  returned,
}: {
  world: World;
  agent: Client;
  farm: { name: Parameters<typeof credit>[1]['from']; workers: NamedPerson[] };
  returned: readonly { at: string; amount: string; memo: string; from: NamedPerson }[];
}): Movement[] {
  const drawn = chance('agence-de-placement/agent');
  const { permitOffice, fuel } = world.merchants;
  const payees = landlords.map((name) => world.people.organization(name));
  return [
    ...returned.map((transfer) => receiveTransfer(agent, transfer)),
    ...everyDays('2026-07-09', '2026-10-22', 14).flatMap((date) =>
      farm.workers.map((naming, index) =>
        credit(agent, {
          at: localTime(town, date, clock('07:05') + index),
          amount: drawn.cents(820, 1_040),
          from: farm.name,
          purpose: 'payroll',
          naming,
        }),
      ),
    ),
    ...farm.workers.map((from, index) =>
      receiveTransfer(agent, {
        at: localTime(town, addDays('2026-07-14', index), clock('18:30')),
        amount: '1450.00',
        from,
        memo: 'frais de recrutement',
      }),
    ),
    ...everyDays('2026-07-01', '2026-10-01', 31).flatMap((date) =>
      payees.map((to, index) =>
        sendTransfer(agent, {
          at: localTime(town, date, clock('12:00') + index * 4),
          amount: `${640 + index * 30}.00`,
          to,
          memo: 'loyer',
        }),
      ),
    ),
    ...everyDays('2026-07-20', '2026-10-12', 7).map((date) =>
      buy(agent, {
        at: localTime(town, date, clock('10:30') + drawn.int(0, 200)),
        amount: '155.00',
        merchant: permitOffice,
      }),
    ),
    ...everyDays('2026-07-06', '2026-10-20', 16).map((date) =>
      buy(agent, {
        at: localTime(town, date, clock('17:30') + drawn.int(0, 90)),
        amount: drawn.cents(70, 120),
        merchant: fuel,
        city: town,
      }),
    ),
  ];
}

const toldOfWorker = ({ first, last, received, sent }: Facts) =>
  `Entre le ${first} et le ${last}, le compte a reçu des salaires hebdomadaires d'une ferme pour un ` +
  `total de ${received} $ ; ${sent} $ ont été transférés à une même personne moins d'une heure ` +
  'après chaque versement. Les libellés parlent de dette, de billet, de transport et de contrat. ' +
  "Aucun achat d'épicerie, de téléphone ou de transport n'est visible. Plusieurs clients du même " +
  'employeur donnent la même adresse. Au comptoir, une autre personne a répondu à la place du ' +
  'client et gardait ses papiers. Le client est une victime possible.';

const toldOfAgent = ({ first, last, received, sent }: Facts) =>
  `Entre le ${first} et le ${last}, le compte a reçu ${received} $, dont les salaires de personnes ` +
  "qui n'en sont pas titulaires, des frais de recrutement et des virements de travailleurs le jour " +
  `de la paie ; ${sent} $ en sont sortis, notamment vers trois propriétaires de logements et pour ` +
  "des permis de travail. Le titulaire se dit recruteur ; aucun permis n'a été trouvé. Les faits " +
  "font soupçonner le recyclage des produits de l'exploitation de travailleurs.";

/** What staff saw when a worker came to the branch with the agent. */
function seenAtTheCounter({ party }: Client, agent: Client): Supporting {
  const { surname, given } = agent.party as NamedPerson;
  const companion = `${given} ${surname}, says to be the employer's agent`;
  const seen = (at: string, code: 'OBS-SPEAKS-FOR' | 'OBS-DOCS-HELD' | 'OBS-ESCORTED') => ({
    at,
    party: party.ref,
    code,
    staffId: 'staff-117',
    companion,
  });
  return {
    staffObservations: [
      seen('2026-09-03T11:20:00-04:00', 'OBS-ESCORTED'),
      seen('2026-09-03T11:21:00-04:00', 'OBS-DOCS-HELD'),
      seen('2026-09-24T10:05:00-04:00', 'OBS-SPEAKS-FOR'),
    ],
  };
}
