/** Vouchers with their rows; of a voucher with very many rows, the rows a page at a time. */
import { z } from "zod";
import { voucherPage, voucherRowsAfter } from "../../books/voucher-page.ts";
import { messages } from "./messages.ts";
import { ApiProblem } from "./problem.ts";
import { access, described, numberAfter, page, Paging, type ApiRoutes } from "./route.ts";
import { pageOf, Voucher, VoucherRows } from "./schemas.ts";

/** Rows that a voucher carries in a list. */
const ROWS_MAX = 1_000;

export const voucherApi: ApiRoutes = (api, desk) => {
  const { books } = desk.app;

  api.get(
    "/vouchers",
    {
      config: access("read"),
      schema: {
        ...described({ summary: "Vouchers, in the order they were made", answer: pageOf(Voucher) }),
        querystring: Paging.extend({
          payout: z.string().max(401).optional().describe("MERCHANT/REFERENCE, or the reference alone"),
        }),
      },
    },
    async ({ query: { after, limit, payout = null } }) => {
      const wanted = {
        reference: payout,
        after: numberAfter(after) ?? 0,
        most: limit + 1,
        rowsMax: ROWS_MAX,
      };
      return page(await voucherPage(books, wanted), limit, ({ id }) => String(id));
    },
  );

  api.get(
    "/vouchers/:id/rows",
    {
      config: access("read"),
      schema: {
        ...described({ summary: "The rows of a voucher", answer: VoucherRows, problems: [404] }),
        params: z.object({ id: z.coerce.number().int().min(1) }),
        querystring: Paging.extend({ limit: z.coerce.number().int().min(1).max(ROWS_MAX).default(ROWS_MAX) }),
      },
    },
    async ({ params: { id }, query: { after, limit } }) => {
      const found = await voucherRowsAfter(books, id, numberAfter(after) ?? 0, limit + 1);
      if (found === null) throw new ApiProblem(404, messages.noVoucher(id), messages.seeVouchers);
      return page(found, limit, ({ position }) => String(position));
    },
  );
};
