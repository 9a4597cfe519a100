import { assessmentDigest } from '../../../lib/cases/assessment.ts';
import {
  type DisclosurePackage,
  disclosurePackageSchema,
} from '../../../lib/disclosures/package.ts';
import { digest } from '../../../lib/identifiers.ts';
import { disclosuresIn } from '../world/readers.ts';
import { deliveriesIn } from '../world/recipients.ts';
import { type Evidence, same } from './evidence.ts';
import { sealedAsSigned } from './sealed-as-signed.ts';

type Disclosure = ReturnType<typeof disclosuresIn>[number];

/**
 * Each disclosable match is in exactly one package for each recipient: packages are what was
 * approved, byte for byte, every approved one was delivered once, and nothing else was.
 */
export function packagesAreRight(evidence: Evidence): void {
  const { world, cases, decisions } = evidence;
  const disclosures = disclosuresIn(world);
  const objects = world.cloud.objects(world.stores.buckets.packages);
  for (const disclosure of disclosures) {
    const bytes = objects.get(`packages/${disclosure.disclosureId}/package.json`);
    if (!bytes || digest(bytes) !== disclosure.packageDigest) {
      world.fail('packages', `${disclosure.disclosureId} is not what was submitted`);
    }
  }
  deliveriesAreRight(evidence, disclosures);
  sealedAsSigned(world);
  receiptsAreKept(evidence, disclosures);
  onlySubmittedWait(evidence, disclosures);
  for (const theCase of cases.values()) {
    if (theCase.status !== 'approved' && theCase.status !== 'submitted') continue;
    const own = disclosures.filter(({ disclosureId }) =>
      theCase.disclosures.includes(disclosureId),
    );
    const recipients = own.map(({ recipient }) => recipient);
    if (new Set(recipients).size < recipients.length || own.length < theCase.disclosures.length) {
      world.fail('packages', `${theCase.caseId} has not one package for each recipient`);
    }
    const { caseId } = theCase;
    const submits = decisions.filter((one) => one.caseId === caseId && one.kind === 'submit');
    const named = submits.at(-1)?.disclosures?.map((one) => one.disclosureId);
    if (!same([...(named ?? [])].sort(), [...theCase.disclosures].sort())) {
      world.fail('packages', `${caseId} was submitted with other packages`);
    }
    for (const one of own) contentIsRight(one, theCase.submittedDigest, evidence);
  }
}

const left = ['approved', 'dispatched', 'received'];

function deliveriesAreRight({ world }: Evidence, disclosures: readonly Disclosure[]): void {
  const deliveries = new Map(deliveriesIn(world).map((one) => [one.disclosureId, one]));
  for (const { disclosureId, recipient, status, packageDigest } of disclosures) {
    const delivery = deliveries.get(disclosureId);
    if (!left.includes(status)) {
      if (delivery) world.fail('packages', `${disclosureId} left though it is ${status}`);
    } else if (!delivery) world.fail('packages', `${disclosureId} was never delivered`);
    else if (status === 'approved') world.fail('packages', `${disclosureId} stays approved`);
    else if (delivery.packageDigest !== packageDigest || delivery.recipient !== recipient) {
      world.fail('packages', `${disclosureId} was delivered otherwise than approved`);
    }
  }
  for (const id of deliveries.keys()) {
    const known = disclosures.some(({ disclosureId }) => disclosureId === id);
    if (!known) world.fail('packages', `${id} was delivered and never submitted`);
  }
}

/** What a recipient confirmed stays confirmed, and the first delivery keeps its moment. */
function receiptsAreKept({ world, decisions }: Evidence, disclosures: readonly Disclosure[]): void {
  const confirmed = new Set(
    decisions
      .filter(({ kind }) => kind === 'receipt')
      .flatMap(({ disclosures: named = [] }) => named.map(({ disclosureId }) => disclosureId)),
  );
  const deliveries = new Map(deliveriesIn(world).map((one) => [one.disclosureId, one]));
  for (const one of disclosures) {
    const { disclosureId, status } = one;
    if (confirmed.has(disclosureId) !== (status === 'received')) {
      world.fail('packages', `${disclosureId} is ${status}, against its receipt`);
    }
    const moment = 'dispatchedAt' in one ? one.dispatchedAt : undefined;
    if (moment !== undefined && moment !== deliveries.get(disclosureId)?.dispatchedAt) {
      world.fail('packages', `${disclosureId} left at another moment than it was delivered`);
    }
  }
}

/** What waits for an approval belongs to a case that waits for it. */
function onlySubmittedWait({ world, cases }: Evidence, disclosures: readonly Disclosure[]): void {
  for (const { disclosureId, caseId, status } of disclosures) {
    if (status !== 'submitted') continue;
    const theCase = cases.get(caseId);
    const waits = theCase?.status === 'submitted' && theCase.disclosures.includes(disclosureId);
    if (!waits) world.fail('packages', `${disclosureId} waits, its case does not`);
  }
}

/** As long as the facts are those that were submitted, the package tells of each of them once. */
function contentIsRight(
  { disclosureId, caseId }: Disclosure,
  submittedDigest: string,
  { world, assessments, rulebook }: Evidence,
): void {
  const assessment = assessments.get(caseId);
  if (!assessment || assessmentDigest(assessment) !== submittedDigest) return;
  const bytes = world.cloud
    .objects(world.stores.buckets.packages)
    .get(`packages/${disclosureId}/package.json`);
  const held = packageOf(bytes);
  const titles = new Map(rulebook.indicators.map(({ id, title }) => [id, title.en]));
  const found = held?.indicators.map(({ title }) => title) ?? ['nothing'];
  // Of several periods of one subject the package tells in one place.
  const expected = new Map(
    assessment.matches.map(({ indicator, subject }) => [
      `${indicator} ${subject}`,
      titles.get(indicator) ?? indicator,
    ]),
  );
  if (!same(found.sort(), [...expected.values()].sort())) {
    const told = [...expected.values()];
    world.fail('packages', `${disclosureId} tells ${found} instead of ${told}`);
  }
}

function packageOf(bytes: Uint8Array | undefined): DisclosurePackage | undefined {
  if (!bytes) return undefined;
  const read = disclosurePackageSchema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  return read.data;
}
