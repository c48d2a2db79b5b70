/** What hostile people put into reports, file names and addresses comes back as text, or not at all. */
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import type { FastifyInstance } from "fastify";
import { select } from "../../setup/select.ts";
import { Scenario } from "../../matching/scenario.ts";
import { testHouse, type TestHouse } from "../app-context.ts";
import { signedIn } from "../signed-in.ts";
import { serverAndRoutes, type KnownRoute } from "./every-route.ts";

jest.setTimeout(240_000);

const PAYLOADS = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `' onfocus='alert(1)' autofocus='`,
  `javascript:alert(1)//"><svg onload=alert(1)>`,
  `</title></textarea></table><iframe src=//evil.example>`,
  `\${alert(1)}{{7*7}}<!--`,
] as const;
let place: TestHouse;
let server: FastifyInstance;
let routes: readonly KnownRoute[];
let headers: Readonly<Record<string, string>>;

beforeAll(async () => {
  place = await testHouse();
  ({ server, routes } = await serverAndRoutes({ ...place, kinds: [] }));
  ({ headers } = await signedIn(place.app, "admin", `Anna ${PAYLOADS[1]}`));
  const shop = new Scenario(place.app.books);
  let next = 0;
  /** One payload after the other, so that each field has each of them in some row. */
  const bad = () => `${PAYLOADS[(next += 1) % PAYLOADS.length] ?? ""}${next}`;
  for (const [at] of [...PAYLOADS, ""].entries()) {
    next = at;
    await shop.receivables([
      { number: `F1${bad()}`, amount: 500, orderNumber: bad(), orderId: `o${at}`, captureId: bad() },
      { number: `F2${bad()}`, amount: 700, orderNumber: bad(), orderId: bad(), captureId: bad() },
      { number: `F3${bad()}`, amount: 900, orderId: `twice${at}` },
      { number: `F4${bad()}`, amount: 900, orderId: `twice${at}` },
    ]);
    const line = () => ({
      detailedType: bad(),
      captureId: bad(),
      refundId: bad(),
      reference1: bad(),
      reference2: bad(),
      captureReference: bad(),
      refundReference: bad(),
      paymentMethod: bad(),
      dispute: bad(),
      extra: { short_order_id: bad(), klarna_comment: bad(), [bad()]: bad() },
    });
    await shop.payout(
      [
        { ...line(), amount: 100, orderId: bad() },
        { ...line(), amount: 500, orderId: `o${at}` },
        { ...line(), amount: 400, orderId: `o${at}` },
        { ...line(), amount: 900, orderId: `twice${at}` },
        { ...line(), amount: 50, type: "RETURN", orderId: bad() },
        { ...line(), amount: 30, type: "CHARGE", orderId: bad() },
      ],
      { reference: `P${at}${bad()}`, merchantId: `K${bad()}` },
    );
  }
  await shop.night();
  const refusals = PAYLOADS.map((text) => ({
    code: "unreadable",
    what: { sv: text, en: text },
    todo: { sv: text, en: text },
  }));
  for (const name of PAYLOADS)
    await select(
      place.app.books,
      `with refused as (
         insert into report_file (run_id, name, sha256, size, path, state, reason, found_at)
         select min(id), :name, md5(:name) || md5(:name), 1, :name, 'quarantined', :refusals, now() from run returning id)
       insert into deviation (code, subject, report_file_id, opened_at, expected, found)
       select 'unreadable', :name, id, now(), :name, :name from refused`,
      { name, refusals: JSON.stringify(refusals) },
    );
});
afterAll(async () => {
  await server.close();
  await place.close();
});

/** Nothing of a payload as HTML would understand it. */
function expectHarmless(url: string, html: string): void {
  // between quotation marks stands a value; a mark in the value itself would end it, and what follows is seen
  const outside = html.replaceAll(/="[^"]*"/g, '=""');
  const found = [
    /<script(?![^>]* src="\/)/i,
    /<(?:img|svg|iframe)[\s/]+(?:src=x|src=\/\/|onload)/i,
    /<[^<>]*\son\w+\s*=/i,
    /(?:href|src|action|formaction)\s*=\s*["']?\s*javascript:/i,
    /<!--/,
  ].filter((pattern) => pattern.test(pattern.source.includes("on\\w") ? outside : html));
  expect({ url, found }).toEqual({ url, found: [] });
}

test("what is dangerous in a report, a name or a file is text on every page that leads from the first", async () => {
  const asked = new Set<string>();
  const queue = ["/", "/?lang=en", "/search?q=alert", "/payouts?lang=en", "/deviations?lang=en"];
  const kinds = new Map<string, number>();
  let shown = 0;
  for (let url = queue.shift(); url !== undefined && asked.size < 120; url = queue.shift()) {
    // of what is the same for each, some
    const path = url.split("#")[0] ?? url;
    const kind = path.replaceAll(/[?].*|\/(?:\d+|[^/]*%[^/]*)/g, "/N");
    const alike = (kinds.get(kind) ?? 0) + 1;
    if (asked.has(path) || alike > 15 || /^\/(?:language|sign-out)\b/.test(path)) continue;
    asked.add(path);
    kinds.set(kind, alike);
    const { statusCode, body, headers: said } = await server.inject({ url: path, headers });
    expect({ url: path, broken: statusCode >= 500 }).toEqual({ url: path, broken: false });
    if (!String(said["content-type"]).startsWith("text/html")) continue;
    expectHarmless(path, body);
    if (body.includes("alert(1)")) shown += 1;
    for (const [, href = ""] of body.matchAll(/<a\b[^>]*?href="([^"]*)"/g)) {
      const to = href.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#39;", "'");
      expect(to).toMatch(/^(?:\/(?!\/)|#|\?|deviations\.csv$|mailto:|tel:)/);
      if (to.startsWith("/")) queue.push(to);
    }
  }
  expect(shown).toBeGreaterThan(20);
});

test("what is dangerous in an address or a form is text in the answer", async () => {
  for (const payload of PAYLOADS) {
    const word = encodeURIComponent(payload);
    for (const url of [
      `/?lang=${word}`,
      `/deviations?code=${word}`,
      `/deviations/1?done=resolved&voucher=${word}`,
      `/search?q=${word}`,
      `/sign-in?to=/${word}`,
      `/payouts/${word}/${word}`,
      `/welcome/${word}`,
      `/${word}`,
    ])
      for (const from of [headers, { host: headers["host"] ?? "", accept: "text/html" }])
        expectHarmless(url, (await server.inject({ url, headers: from })).body);
    const fields = { do: "account", account: payload, amount: payload, why: payload, number: payload };
    const sent = await server.inject({
      method: "POST",
      url: "/deviations/1/preview",
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams(fields).toString(),
    });
    expect(sent.statusCode).toBe(400);
    expectHarmless("preview", sent.body);
    const tried = await server.inject({
      method: "POST",
      url: "/sign-in",
      headers: { host: headers["host"] ?? "", "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams({ email: payload, password: payload, to: payload }).toString(),
    });
    expectHarmless("sign-in", tried.body);
  }
});

test("no parameter of an address makes the server fail, or opens a file of the machine", async () => {
  const hostile = [
    "..%2F..%2F..%2F..%2Fetc%2Fpasswd",
    "..%5C..%5Cetc%5Cpasswd",
    "%2Fetc%2Fpasswd",
    ".",
    "%2E%2E",
    "a%00b",
    "%00",
    "%ff",
    "%E0%A4%A",
    "%",
    "-1",
    "0",
    "1e3",
    "1.5",
    "NaN",
    "Infinity",
    "9007199254740993",
    "99999999999999999999999999",
    "'%20or%20true%20--",
    "__proto__",
    "constructor",
    "%F0%9F%92%A9",
    "x".repeat(5_000),
  ];
  for (const { url: route, method, access } of routes) {
    if (access === "machine" || (!route.includes(":") && !route.includes("*")) || method === "HEAD") continue;
    for (const value of hostile) {
      const url = route.replaceAll(/:\w+|\*/g, value);
      const { statusCode, body } = await server.inject({
        method: method === "GET" ? "GET" : "POST",
        url,
        headers,
      });
      const said = { url: url.slice(0, 200), broken: statusCode >= 500, opened: body.includes("root:") };
      expect(said).toEqual({ url: url.slice(0, 200), broken: false, opened: false });
    }
  }
});

test("no query makes the server fail", async () => {
  const queries = [
    "code=a&code=b",
    "after=-1",
    "after=99999999999999999999",
    "after=1e300",
    "most=0",
    "most=99999999",
  ];
  const bad = [
    ...queries,
    "lang=sv&lang=en",
    "q=%00",
    "q=a&q=b",
    "done=x&voucher=a&voucher=b",
    "code=%00",
    "__proto__=1",
  ];
  for (const { url, method, access } of routes) {
    if (access === "machine" || method !== "GET" || url.includes(":token") || url.includes("events"))
      continue;
    for (const query of bad) {
      const path = `${url.replaceAll(/:\w+|\*/g, "1")}?${query}`;
      const { statusCode } = await server.inject({ url: path, headers });
      expect({ path, broken: statusCode >= 500 }).toEqual({ path, broken: false });
    }
  }
});

test("no body of a form makes the server fail", async () => {
  const bodies = [
    "",
    "do=accept&why=a%00b",
    "do=accept&do=match",
    "why=x",
    "do=account&account=1910&amount=9e9&why=x",
    "%",
    "[]=1",
  ];
  const types = [
    "application/x-www-form-urlencoded",
    "application/json",
    "text/plain",
    "multipart/form-data",
  ];
  for (const { url, method, access } of routes) {
    if (access === "machine" || method !== "POST" || url === "/sign-out") continue;
    for (const payload of [...bodies, '{"do":', '{"__proto__":{"x":1},"do":"accept"}', "[]", "null"])
      for (const type of types) {
        const path = url.replaceAll(/:\w+|\*/g, "1");
        const sent = await server.inject({
          method: "POST",
          url: path,
          headers: { ...headers, "content-type": type },
          payload,
        });
        const said = { path, payload, type, broken: sent.statusCode >= 500 };
        expect(said).toEqual({ ...said, broken: false });
      }
  }
});
