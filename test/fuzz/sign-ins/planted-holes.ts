import {
  type CertificateClaim,
  type CertifiedBox,
  faultOf,
} from '#shared/posture/conditional-access/certificate-checker.ts';
import { proveCoverage } from '#shared/posture/conditional-access/prove-coverage.ts';
import { snapshotOf } from './compare-coverage.ts';
import { randomFrom, randomPolicies } from './random-policies.ts';

/** The certificates of a random set of policies, as the checker reads them. */
const certificatesOf = (seed: number): CertificateClaim[] => {
  const { claims } = proveCoverage(snapshotOf(randomPolicies(seed)));
  const all = claims
    .flatMap(({ classes }) => classes)
    .flatMap(({ details }) => details().certificate ?? [])
    .map(({ cells, boxes, closedBy }) => ({
      sizes: Object.fromEntries(Object.entries(cells).map(([name, values]) => [name, values.length])),
      boxes,
      closedBy,
    }));
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()].filter(({ boxes }) => boxes.length > 0);
};

type Random = () => number;
const pick = <Item>(items: readonly Item[], random: Random): Item | undefined =>
  items[Math.floor(random() * items.length)];
const everyCell = (size: number): number[] => Array.from({ length: size }, (_, cell) => cell);

interface Planting {
  readonly certificate: CertificateClaim;
  readonly box: CertifiedBox;
  readonly at: number;
  readonly random: Random;
}

/** Each makes a certificate wrong; undefined where it cannot. */
const plantings: Readonly<Record<string, (planting: Planting) => CertificateClaim | undefined>> = {
  shrunk: ({ certificate, box, at, random }) => {
    const name = pick(Object.keys(certificate.sizes), random);
    if (name === undefined) return undefined;
    const side = box.sides[name] ?? everyCell(certificate.sizes[name] ?? 0);
    const smaller = side.filter((cell) => cell !== pick(side, () => 0));
    return { ...certificate, boxes: certificate.boxes.with(at, { ...box, sides: { ...box.sides, [name]: smaller } }) };
  },
  widened: ({ certificate, box, at, random }) => {
    const name = pick(Object.keys(box.sides), random);
    const missing =
      name === undefined
        ? []
        : everyCell(certificate.sizes[name] ?? 0).filter((cell) => !box.sides[name]?.includes(cell));
    const cell = pick(missing, random);
    if (name === undefined || cell === undefined) return undefined;
    const wider = [...(box.sides[name] ?? []), cell];
    return { ...certificate, boxes: certificate.boxes.with(at, { ...box, sides: { ...box.sides, [name]: wider } }) };
  },
  doubled: ({ certificate, box }) => ({ ...certificate, boxes: [...certificate.boxes, box] }),
  dropped: ({ certificate, at }) => ({
    ...certificate,
    boxes: certificate.boxes.filter((_box, index) => index !== at),
  }),
  'of another policy': ({ certificate, box, at, random }) => {
    const others = [...certificate.closedBy.keys(), 'no such policy'].filter((policyId) => policyId !== box.policyId);
    const policyId = pick(others, random);
    if (policyId === undefined) return undefined;
    const changed = { ...certificate, boxes: certificate.boxes.with(at, { ...box, policyId }) };
    // Another policy may close the box as well; then nothing is wrong.
    const closes = (certificate.closedBy.get(policyId) ?? []).some((outer) =>
      Object.entries(outer).every(([name, cells]) =>
        (box.sides[name] ?? everyCell(certificate.sizes[name] ?? 0)).every((cell) => cells.includes(cell)),
      ),
    );
    return closes ? undefined : changed;
  },
};

export interface HolesReport {
  readonly planted: Readonly<Record<string, number>>;
  readonly certificates: number;
  /** Holes that the checker did not see, and good certificates that it refused. */
  readonly failures: readonly string[];
}

/** Plants so many holes into certificates of random sets of policies. */
export const plantHoles = (firstSeed: number, holes: number): HolesReport => {
  const planted: Record<string, number> = {};
  const failures: string[] = [];
  let certificates = 0;
  let count = 0;
  for (let seed = firstSeed; count < holes; seed += 1) {
    const random = randomFrom(seed);
    for (const certificate of certificatesOf(seed)) {
      certificates += 1;
      if (faultOf(certificate) !== null) failures.push(`seed ${seed}: a good certificate was refused`);
      for (const [kind, plant] of Object.entries(plantings)) {
        const at = Math.floor(random() * certificate.boxes.length);
        const box = certificate.boxes[at];
        const wrong = box === undefined ? undefined : plant({ certificate, box, at, random });
        if (wrong === undefined || count >= holes) continue;
        count += 1;
        planted[kind] = (planted[kind] ?? 0) + 1;
        if (faultOf(wrong) === null) failures.push(`seed ${seed}: ${kind} was not refused: ${JSON.stringify(wrong)}`);
      }
    }
  }
  return { planted, certificates, failures };
};
