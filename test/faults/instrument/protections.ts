/**
 * The protections that the matrix's zeros rest on, each as the change of the translated program that takes it away. The tests
 * in `red.slow.test.ts` show that the matrix then turns red.
 */
import type { Change } from "./tree.ts";

export interface Protection {
  readonly name: string;
  readonly changes: readonly Change[];
  /** SQL, run by the owner of the database before the night. */
  readonly sql?: string;
  /** Chooses, from the points of an undisturbed night in this program, the one at which it matters. */
  readonly killAt: (points: readonly string[]) => string | undefined;
  /** Also loses the queue after the kill. */
  readonly losesQueue?: boolean;
}

export const PROTECTIONS: readonly Protection[] = [
  {
    name: "the sweep, which asks for what is due when the queue has lost it",
    changes: [
      {
        file: "src/pipeline/advance.ts",
        find: "const steps = await advanceAll(db, at);",
        replace: "const steps: Step[] = [];\n  if (at > new Date(0)) return steps;",
      },
    ],
    killAt: (points) => points.find((point) => point.startsWith("import-report ")),
    losesQueue: true,
  },
  {
    name: "taking over the jobs of a process that is gone",
    changes: [
      {
        file: "src/queue/work.ts",
        find: "stalledInterval: lockMs / 4",
        replace: "stalledInterval: 3_600_000",
      },
    ],
    killAt: (points) => points.find((point) => point.startsWith("match-run ")),
  },
  {
    name: "the row of the night, and its unique key",
    changes: [
      {
        file: "src/pipeline/schedule.ts",
        find: "if (last.lastNight >= night) return null;",
        replace: "",
      },
    ],
    sql: "drop index kvitt.run_once_a_night",
    killAt: (points) => points.find((point) => point.startsWith("collect-run ")),
  },
  {
    name: "the manifest of a claim, by which an interrupted one is finished",
    changes: [
      {
        file: "src/intake/files/claim-manifest.ts",
        find: "const manifests: ClaimManifest[] = [];",
        replace:
          "const manifests: ClaimManifest[] = [];\n  if (work !== '') return { manifests, unreadable: [] };",
      },
    ],
    // the last look at the claimed files, before their rows are inserted
    killAt: (points) =>
      points.findLast((point) => /^collect-run src\/intake\/files\/collect\.ts:\S+ before$/.test(point)),
  },
  {
    name: "matching and moving the run on in one transaction",
    changes: [
      {
        file: "src/pipeline/match-step.ts",
        find: "await transitionRun(trx, runId",
        replace: "await transitionRun(books, runId",
      },
    ],
    killAt: (points) => points.find((point) => point.startsWith("match-run src/matching/")),
  },
  {
    name: "asking the target before it is told again",
    changes: [
      {
        file: "src/delivery/target.ts",
        find: "const known = await target.lookUp(voucher, key, signal);",
        replace: "const known: Delivered | null = null;",
      },
      {
        file: "src/delivery/sie/folder.ts",
        find: `  if (await isInFolder(file, contents, signal)) return { kind: "there" };`,
        replace: "",
      },
    ],
    killAt: (points) => points.findLast((point) => point.startsWith("post-voucher src/atomic-file.ts")),
  },
  {
    name: "composing a letter once: the run's mark in its transaction, and its unique key",
    changes: [
      {
        file: "src/pipeline/digest.ts",
        find: "    await markDigestComposed(trx, runId);\n  });",
        replace: "  });\n  await markDigestComposed(books, runId);",
      },
      {
        file: "src/pipeline/digest.ts",
        find: "key: `digest ${name}`",
        replace: "key: `digest ${name} ${clock.now().toISOString()}`",
      },
    ],
    killAt: (points) =>
      points.findLast((point) => /^digest-run src\/pipeline\/digest\.ts:\S+ before$/.test(point)),
  },
];
