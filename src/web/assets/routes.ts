/** The style, the scripts and the icon: ours, and nothing fetched from elsewhere. */
import { UPLOAD_SCRIPT } from "../upload/form.ts";
import type { Routes } from "../desk.ts";
import { DESK_SCRIPT } from "./desk-script.ts";
import { LIVE_SCRIPT } from "./live-script.ts";
import { ICON, STYLE } from "./style.ts";

const ASSETS = [
  { path: "/style.css", type: "text/css; charset=utf-8", content: STYLE },
  { path: "/upload.js", type: "text/javascript; charset=utf-8", content: UPLOAD_SCRIPT },
  { path: "/desk.js", type: "text/javascript; charset=utf-8", content: DESK_SCRIPT },
  { path: "/live.js", type: "text/javascript; charset=utf-8", content: `${DESK_SCRIPT}${LIVE_SCRIPT}` },
  { path: "/icon.svg", type: "image/svg+xml", content: ICON },
] as const;

export const assetRoutes: Routes = (server) => {
  for (const { path, type, content } of ASSETS)
    server.get(path, { config: { access: "machine" } }, (_request, reply) =>
      // the address carries the version
      reply.header("cache-control", "public, max-age=31536000, immutable").type(type).send(content),
    );
};
