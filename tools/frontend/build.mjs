// Builds styles, scripts and letters into tinhso/ui/static/ui/dist and prints how much each weighs.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const ASSETS = path.join(ROOT, "tinhso/ui/assets");
const DIST = path.join(ROOT, "tinhso/ui/static/ui/dist");
/** Scripts of libraries that run beside a page, each a file of its own as the policy wants. */
const WORKERS = { "dashboards/map_worker": "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs" };
const BROWSERS = ["chrome100", "firefox100", "safari15"];

async function buildStyle(name) {
  const { css } = sass.compile(path.join(ASSETS, "styles", `${name}.scss`), {
    loadPaths: [
      path.join(ROOT, "node_modules/govuk-frontend/dist"),
      path.join(ROOT, "tinhso/ui/templates/ui"),
    ],
  });
  const { code } = await esbuild.transform(css, { loader: "css", minify: true, target: BROWSERS });
  await writeFile(path.join(DIST, `${name}.css`), code);
}

/** Scripts of other slices, tinhso/<slice>/assets/scripts/<name>.ts, become <slice>/<name>.js. */
async function scriptsOfSlices() {
  const found = [];
  for (const slice of await readdir(path.join(ROOT, "tinhso"))) {
    const folder = path.join(ROOT, "tinhso", slice, "assets/scripts");
    if (slice === "ui" || !existsSync(folder)) continue;
    for (const file of (await readdir(folder)).filter((name) => name.endsWith(".ts"))) {
      found.push({ in: path.join(folder, file), out: `${slice}/${path.parse(file).name}` });
    }
  }
  return found;
}

async function buildScripts() {
  await esbuild.build({
    entryPoints: [
      ...["citizen", "officer", "live_page"].map((name) => ({
        in: path.join(ASSETS, "scripts", `${name}.ts`),
        out: name,
      })),
      ...(await scriptsOfSlices()),
      ...Object.entries(WORKERS).map(([out, file]) => ({ in: path.join(ROOT, file), out })),
    ],
    outdir: DIST,
    bundle: true,
    minify: true,
    format: "iife",
    target: BROWSERS,
    legalComments: "none",
  });
}

function subsetFonts() {
  const own = path.join(ROOT, ".venv/bin/python");
  const python = process.env.PYTHON ?? (existsSync(own) ? own : "python3");
  const script = path.join(ROOT, "tools/frontend/subset_fonts.py");
  const result = spawnSync(python, [script, path.join(DIST, "fonts")], { stdio: "inherit" });
  if (result.status !== 0) throw new Error("The letters could not be made: run the set-up first.");
}

async function report() {
  for (const folder of [DIST, path.join(DIST, "fonts")]) {
    for (const entry of (await readdir(folder, { withFileTypes: true })).filter((e) => e.isFile())) {
      const bytes = await readFile(path.join(folder, entry.name));
      const size = entry.name.endsWith(".woff2") ? bytes.length : brotliCompressSync(bytes).length;
      console.log(`${entry.name.padEnd(20)} ${(size / 1024).toFixed(1).padStart(6)} KB compressed`);
    }
  }
}

await rm(DIST, { recursive: true, force: true });
await mkdir(path.join(DIST, "fonts"), { recursive: true });
await Promise.all([buildStyle("citizen"), buildStyle("officer"), buildScripts()]);
subsetFonts();
await report();
