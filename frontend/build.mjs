// Makes the folder that the pages load from out of what npm has installed here:
//
//     node build.mjs FOLDER STAMP
//
// Bundles are ES modules without what we do not use; the rest is copied. Every package of which
// anything ends up in the folder is named in vendor.json and has its licence in licences/: which ones
// those are is asked of the bundler, so that none can be forgotten.

import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = join(HERE, "node_modules");

const BUNDLES = ["cytoscape", "echarts", "vis-timeline"];

// Copied as they are: [package, file in it, file in the folder].
const COPIES = [
  ["vis-timeline", "styles/vis-timeline-graph2d.min.css", "vis-timeline.css"],
];

// Weights are variable, sizes are not; the optical sizes would double the files. Arabic, Hebrew, Chinese
// and other scripts are shown in the reader's own fonts.
const FONTS = [
  { package: "@fontsource-variable/literata", family: "Literata", styles: ["wght", "wght-italic"] },
  { package: "@fontsource-variable/ibm-plex-sans", family: "IBM Plex Sans", styles: ["wght"] },
];
const SUBSETS = ["cyrillic-ext", "cyrillic", "greek", "latin-ext", "latin"];

const LICENCE_FILES = /^(licen[cs]e|notice|copying)|\.license\.txt$/i;

const [folder, stamp] = process.argv.slice(2);
const used = new Map(); // package -> the files that hold something of it

function note(name, file) {
  if (!used.has(name)) used.set(name, new Set());
  used.get(name).add(file);
}

// "node_modules/@egjs/hammerjs/dist/hammer.js" is a file of "@egjs/hammerjs".
function packageOf(path) {
  const parts = path.split("node_modules/").pop().split("/");
  return parts[0].startsWith("@") ? `${parts[0]}/${parts[1]}` : parts[0];
}

async function bundle(name) {
  const file = `${name}.js`;
  const { metafile } = await build({
    absWorkingDir: HERE,
    entryPoints: [`bundles/${file}`],
    outfile: join(folder, file),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  for (const output of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
      if (bytesInOutput && path.includes("node_modules/")) note(packageOf(path), file);
    }
  }
}

async function copy([name, from, file]) {
  const text = await readFile(join(MODULES, name, from), "utf8");
  // Source maps are not shipped; without this, browsers' tools would ask for them.
  const kept = text.replace(/\n?(\/\/|\/\*)[#@] sourceMappingURL=.*$/m, "");
  await writeFile(join(folder, file), kept);
  note(name, file);
}

async function fonts() {
  await mkdir(join(folder, "fonts"), { recursive: true });
  const rules = [];
  for (const { package: name, family, styles } of FONTS) {
    for (const style of styles) {
      const css = await readFile(join(MODULES, name, `${style}.css`), "utf8");
      for (const [rule, file] of css.matchAll(/@font-face \{[^}]*url\(\.\/files\/([^)]+)\)[^}]*\}/g)) {
        const subset = file.slice(name.split("/")[1].length + 1, file.indexOf("-wght-"));
        if (!SUBSETS.includes(subset)) continue;
        await copyFile(join(MODULES, name, "files", file), join(folder, "fonts", file));
        rules.push(rule.replace(/font-family: [^;]+/, `font-family: "${family}"`).replace("./files/", "fonts/"));
        note(name, `fonts/${file}`);
      }
    }
  }
  await writeFile(join(folder, "fonts.css"), `${rules.join("\n")}\n`);
}

// LICENSE, NOTICE, what a bundled file brought along (x.js.LICENSE.txt), and the files of a folder of them.
async function licenceFiles(folder) {
  const files = await readdir(folder, { withFileTypes: true });
  const inFolders = files.filter((entry) => entry.isDirectory() && /^licen[cs]es?$/i.test(entry.name));
  const names = files.filter((entry) => entry.isFile() && LICENCE_FILES.test(entry.name)).map((entry) => entry.name);
  for (const { name } of inFolders) {
    names.push(...(await readdir(join(folder, name))).map((file) => join(name, file)));
  }
  return names.sort();
}

async function licence(name) {
  const about = JSON.parse(await readFile(join(MODULES, name, "package.json"), "utf8"));
  const found = await licenceFiles(join(MODULES, name));
  if (!found.length) throw new Error(`${name} ${about.version} has no licence file: look for its licence and decide`);
  const texts = await Promise.all(found.map((file) => readFile(join(MODULES, name, file), "utf8")));
  const file = `licences/${name.replace("@", "").replace("/", "-")}.txt`;
  await writeFile(join(folder, file), `${name} ${about.version}\n\n${texts.join("\n\n")}`);
  return {
    name,
    version: about.version,
    licence: about.license,
    licence_file: file,
    files: [...used.get(name)].sort(),
  };
}

await mkdir(join(folder, "licences"), { recursive: true });
await Promise.all([...BUNDLES.map(bundle), ...COPIES.map(copy), fonts()]);
const packages = await Promise.all([...used.keys()].sort().map(licence));
await writeFile(join(folder, "vendor.json"), `${JSON.stringify({ stamp, packages }, null, 2)}\n`);
