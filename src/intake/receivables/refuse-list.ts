/** Records a receivables list that is refused whole: a row with a deviation, like a refused report, then quarantine. */
import { audit } from "../../books/audit.ts";
import type { Books } from "../../books/database.ts";
import { addRefusedList } from "../../books/refused-file.ts";
import type { Clock } from "../../clock.ts";
import type { Workspace } from "../../config/workspace.ts";
import type { Claim } from "../files/claim.ts";
import { putAway } from "../reports/import-file.ts";
import type { QuarantineReason } from "../files/quarantine.ts";
import { claimPath } from "../files/claim-manifest.ts";

interface RefuseListOptions {
  readonly workspace: Workspace;
  readonly books: Books;
  readonly clock: Clock;
  readonly runId: bigint | null;
}

/** Safe to run again after a crash: a claim has one row. The row is written first, then the file is moved. */
export async function refuseList(
  { manifest, sha256, size }: Claim,
  refusals: readonly [QuarantineReason, ...QuarantineReason[]],
  { workspace, books, clock, runId }: RefuseListOptions,
): Promise<void> {
  const { id, name, claimedAt } = manifest;
  const at = clock.now();
  const fileId = await books.transaction(async (trx) => {
    const added = await addRefusedList(trx, {
      runId,
      name,
      sha256,
      size,
      path: claimPath(id),
      foundAt: new Date(claimedAt),
      at,
      refusals: refusals.map((refusal) => ({ ...refusal, file: name })),
    });
    if (added.isNew)
      await audit(trx, at, [
        {
          actor: "kvitt",
          action: "receivables refused",
          subject: name,
          cause: runId === null ? null : `run ${runId}`,
          after: { file: name, sha256, reason: refusals[0].reason },
        },
      ]);
    return added.id;
  });
  await putAway(fileId, { workspace, books, clock });
}
