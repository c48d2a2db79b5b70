/** Payouts, and the lines of one: a page at a time, by key. */
import { z } from "zod";
import { linesOfPayout } from "../../books/payout-lines.ts";
import { payouts, type PayoutPlace, type PayoutView } from "../../books/views.ts";
import type { Desk } from "../desk.ts";
import { messages } from "./messages.ts";
import { ApiProblem } from "./problem.ts";
import { access, described, noSuchCursor, numberAfter, page, Paging, type ApiRoutes } from "./route.ts";
import { Line, pageOf, Payout } from "./schemas.ts";

const Name = z.object({ merchant: z.string().max(200), reference: z.string().max(200) });
const Place = z.tuple([z.string(), z.string(), z.string(), z.string()]);

export const payoutApi: ApiRoutes = (api, desk) => {
  const { books } = desk.app;

  api.get(
    "/payouts",
    {
      config: access("read"),
      schema: {
        ...described({ summary: "Payouts, the newest first", answer: pageOf(Payout) }),
        querystring: Paging,
      },
    },
    async ({ query: { after, limit } }) => {
      const before = after === undefined ? null : placeOf(after);
      return page((await payouts(books, null, limit + 1, before)).toReversed(), limit, cursorOf);
    },
  );

  api.get(
    "/payouts/:merchant/:reference",
    {
      config: access("read"),
      schema: { ...described({ summary: "One payout", answer: Payout, problems: [404] }), params: Name },
    },
    ({ params }) => payoutOf(desk, params),
  );

  api.get(
    "/payouts/:merchant/:reference/lines",
    {
      config: access("read"),
      schema: {
        ...described({
          summary: "The lines of a payout, in the order of the report",
          answer: pageOf(Line),
          problems: [404],
        }),
        params: Name,
        querystring: Paging.extend({
          only: z.enum(["open"]).optional().describe("open: only lines that are not matched"),
        }),
      },
    },
    async ({ params, query: { after, limit, only } }) => {
      const { merchantId, paymentReference } = await payoutOf(desk, params);
      const found = await linesOfPayout(books, {
        reference: `${merchantId}/${paymentReference}`,
        after: numberAfter(after) ?? 0,
        most: limit + 1,
        open: only === "open",
      });
      const lines = found.map(({ id, deviationId, ...line }) => ({
        ...line,
        id: Number(id),
        deviationId: deviationId === null ? null : Number(deviationId),
      }));
      return page(lines, limit, ({ row }) => String(row));
    },
  );
};

async function payoutOf({ app }: Desk, { merchant, reference }: z.infer<typeof Name>): Promise<PayoutView> {
  const name = `${merchant}/${reference}`;
  const payout = (await payouts(app.books, name)).find(({ merchantId }) => merchantId === merchant);
  if (payout === undefined) throw new ApiProblem(404, messages.noPayout(name), messages.seePayouts);
  return payout;
}

function cursorOf({ payoutDate, paymentReference, merchantId, issuer }: PayoutView): string {
  return Buffer.from(JSON.stringify([payoutDate, paymentReference, merchantId, issuer])).toString(
    "base64url",
  );
}

function placeOf(cursor: string): PayoutPlace {
  try {
    const text = Buffer.from(cursor, "base64url").toString("utf8");
    const [payoutDate, paymentReference, merchantId, issuer] = Place.parse(JSON.parse(text));
    if (!/^\d{4}-\d{2}-\d{2}$/.test(payoutDate)) throw noSuchCursor();
    return { payoutDate, paymentReference, merchantId, issuer };
  } catch {
    throw noSuchCursor();
  }
}
