/** The shapes of the API's answers: CONTRACT §3's, as zod schemas that check what is sent and describe it in OpenAPI. */
import { z } from "zod";
import { MANY_MAX } from "../../decisions/decide-many.ts";
import { DEVIATION_STATES } from "../../books/views.ts";

export const Money = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('A decimal amount: "1193.75". Its currency stands beside it.');
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/)
  .describe("UTC");
const Id = z.number().int();
const Account = z.number().int().min(1000).max(9999);

export const Problem = z
  .object({ says: z.string(), todo: z.string() })
  .describe("What is wrong and what to do, in the language of the request");

/** A page of a list. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().describe("`after` of the next page; null on the last"),
  });
}

export const Payout = z.object({
  issuer: z.string(),
  merchantId: z.string(),
  paymentReference: z.string(),
  currency: z.string(),
  payoutDate: Day,
  settlementType: z.string(),
  settlementAmount: Money,
  state: z.enum(["imported", "matched", "posted", "failed"]),
  lines: z.object({ total: z.number().int(), settled: z.number().int(), deviating: z.number().int() }),
  remainder: Money.describe("What the lines leave unexplained: always zero"),
  receivables: z.enum(["each", "none"]),
  file: z.object({ name: z.string(), sha256: z.string() }),
});

export const Line = z.object({
  id: Id,
  row: z.number().int().describe("1-based line number in the report file"),
  type: z.string(),
  detailedType: z.string().nullable(),
  orderId: z.string().nullable(),
  reference: z.string().nullable(),
  amount: Money.describe("Positive; the type says the direction"),
  receivables: z.array(z.string()),
  accounts: z.array(Account),
  isOpen: z.boolean(),
  deviationId: Id.nullable(),
});

const VoucherRow = z.object({ account: Account, debit: Money, credit: Money, text: z.string() });

export const VoucherRows = pageOf(VoucherRow);

export const Voucher = z.object({
  id: Id,
  paymentReference: z.string(),
  merchantId: z.string(),
  currency: z.string(),
  series: z.string(),
  number: z.number().int(),
  date: Day,
  cause: z.string(),
  text: z.string(),
  registered: Day.nullable(),
  sign: z.string().nullable(),
  corrects: z.string().nullable(),
  rows: z.array(VoucherRow).describe("The first thousand; all are at /vouchers/{id}/rows"),
  rowCount: z.number().int(),
  postings: z.array(
    z.object({
      target: z.string(),
      state: z.enum(["pending", "posted", "failed"]),
      reference: z.string().nullable(),
      waitsFor: z.string().nullable(),
    }),
  ),
});

const Candidate = z.object({
  kind: z.string(),
  number: z.string(),
  open: Money,
  currency: z.string().optional(),
});

const LineOfDeviation = z.object({
  row: z.number().int(),
  type: z.string(),
  detailedType: z.string().nullable(),
  orderId: z.string().nullable(),
  captureId: z.string().nullable(),
  refundId: z.string().nullable(),
  merchantReference1: z.string().nullable(),
  merchantReference2: z.string().nullable(),
  amount: Money,
});

export const Deviation = z.object({
  id: Id,
  code: z.string(),
  merchantId: z.string().nullable(),
  paymentReference: z.string().nullable(),
  line: LineOfDeviation.nullable(),
  file: z.string().nullable(),
  receivable: z.object({ kind: z.string(), number: z.string() }).nullable(),
  amount: Money.nullable(),
  currency: z.string().nullable(),
  expected: z.string().nullable(),
  found: z.string().nullable(),
  candidates: z.array(Candidate),
  openedAt: Instant,
  closedAt: Instant.nullable(),
  state: z.enum(DEVIATION_STATES),
});

/** One deviation, with its words and who has decided what. */
export const WholeDeviation = Deviation.extend({
  title: z.string(),
  cause: z.string(),
  todo: z.string(),
  history: z.array(
    z.object({
      at: Instant,
      actor: z.string(),
      action: z.enum(["match", "account", "write_off", "accept", "undo"]),
      why: z.string().nullable(),
      voucher: z.string().nullable(),
      isInForce: z.boolean(),
    }),
  ),
});

/** What may be decided: one of match, account (or split), writeOff, accept. */
export const DecisionBody = z.object({
  match: z
    .array(
      z.object({ kind: z.enum(["invoice", "credit_note", "order"]), number: z.string().min(1).max(200) }),
    )
    .max(500)
    .optional(),
  account: Account.optional(),
  split: z
    .array(z.object({ account: Account, amount: z.string().regex(/^\d{1,12}(\.\d{1,2})?$/) }))
    .max(100)
    .optional(),
  vat: z.union([z.literal(25), z.literal(12), z.literal(6), z.literal(0)]).optional(),
  writeOff: z.boolean().optional().describe("Needs a reason"),
  accept: z.boolean().optional().describe("Needs a reason"),
  why: z.string().max(1_000).optional(),
});

/** The same for many at once: one of account, writeOff, accept, onlyCandidate. */
export const DecisionOfManyBody = z.object({
  ids: z.array(Id.min(1)).min(1).max(MANY_MAX).describe(`Deviations, at most ${MANY_MAX}`),
  account: Account.optional().describe("Needs a reason"),
  vat: DecisionBody.shape.vat,
  writeOff: z.boolean().optional().describe("Needs a reason"),
  accept: z.boolean().optional().describe("Needs a reason"),
  onlyCandidate: z
    .boolean()
    .optional()
    .describe("Match each with its only candidate, where it has just one without a contradiction"),
  why: z.string().max(1_000).optional(),
});

export const Shown = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe("Of the preview: what is booked is what was shown, or nothing");

export const Preview = z.object({
  vouchers: z.array(
    z.object({ date: Day, text: z.string(), currency: z.string(), rows: z.array(VoucherRow) }),
  ),
  needsSecondPerson: z
    .boolean()
    .optional()
    .describe("The decision will be a proposal, which a second person approves"),
});

export const Decided = z.object({
  id: Id,
  decision: Id,
  vouchers: z.number().int(),
  voucher: z.string().nullable().describe('"K 44"; null when nothing was booked'),
  state: z.enum(DEVIATION_STATES),
});

const About = z.object({ amount: Money, currency: z.string() });

export const PreviewOfMany = z.object({
  decidable: z.array(z.object({ id: Id, ...About.shape, vouchers: Preview.shape.vouchers })),
  refused: z.array(z.object({ id: Id, says: z.string() })).describe("Cannot be decided this way, and why"),
  shown: Shown,
});

export const DecidedMany = z.object({ decided: z.array(Decided) });

/** A decision above `people.fourEyesAbove`: kept until a second person approves it. */
export const Proposal = z.object({
  proposal: Id,
  deviation: Id,
  ...About.shape,
  decision: DecisionBody,
  actor: z.string().describe("Who proposed it"),
  at: Instant,
});

export const WholeProposal = Proposal.extend({
  vouchers: Preview.shape.vouchers,
  shown: Shown,
  hasChanged: z.boolean().describe("It would book something else than when it was proposed"),
});

export const Run = z.object({
  id: Id,
  kind: z.enum(["nightly", "import", "rematch"]),
  scope: z.string(),
  night: Day.nullable(),
  state: z.enum(["collecting", "importing", "matching", "posting", "notifying", "done", "failed"]),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  problem: z.string().nullable(),
  files: z.number().int(),
  payouts: z.number().int(),
});

/** A run with the counts that `kvitt nightly --wait --json` prints. */
export const WholeRun = z.object({
  run: Id,
  state: Run.shape.state,
  files: z.object({
    imported: z.number().int(),
    duplicate: z.number().int(),
    quarantined: z.number().int(),
  }),
  payouts: z.number().int(),
  lines: z.number().int(),
  matched: z.number().int(),
  deviations: z.number().int(),
  vouchers: z.number().int(),
  mails: z.number().int(),
});

export const Begun = z.object({ run: Id });

export const Received = z.object({
  name: z.string().describe("As it was taken: a name that exists gets a number"),
  size: z.number().int(),
  says: z.string(),
});

export const Me = z.object({
  name: z.string().describe("As decisions and the audit trail have it"),
  role: z.enum(["read", "decide", "admin"]),
  kind: z.enum(["person", "program"]),
});
