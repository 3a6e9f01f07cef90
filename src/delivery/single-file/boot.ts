/**
 * The first script of `lungfield.html`: unpacks the page's program and its workers from the text around it, and starts them.
 * Put into the page as it stands, without a bundler: it imports nothing.
 * Invariants: the program is started as an inline script whose SHA-256 the page's security policy names, so that a changed one does
 * not run; the one Trusted Types policy knows the scripts by their paths alone.
 */
// A type alone, and so written: an import of any kind would make a module of the script.
type Pack = import('./packed.ts').Pack;

interface ScriptPolicy {
  createScript(path: string): string;
  createScriptURL(path: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy;
}

function readBlocks(role: string): [path: string, packed: string][] {
  const blocks = document.querySelectorAll<HTMLScriptElement>(`script[data-role="${role}"]`);
  return Array.from(blocks, ({ dataset, textContent }) => [dataset.path ?? '', textContent ?? '']);
}

async function unpackText(packed: string): Promise<string> {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}

/** A worker can't read the page: the files that its code names go with it. */
function makeWorkerUrl(code: string, files: Pack['files']): string {
  const named = Object.entries(files).filter(([path]) => code.includes(path));
  const pack: Pack = { files: Object.fromEntries(named), workers: {} };
  const parts = [`self.lungfieldPack=${JSON.stringify(pack)};\n`, code];
  return URL.createObjectURL(new Blob(parts, { type: 'text/javascript' }));
}

function findScript(known: ReadonlyMap<string, string>, path: string): string {
  const found = known.get(path);
  if (found === undefined) throw new Error('The page has no such script.');
  return found;
}

function makePolicy(scripts: ReadonlyMap<string, string>, urls: ReadonlyMap<string, string>): ScriptPolicy {
  const rules: ScriptPolicy = {
    createScript: (path) => findScript(scripts, path),
    createScriptURL: (path) => findScript(urls, path),
  };
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
  return trustedTypes?.createPolicy('lungfield', rules) ?? rules;
}

async function boot(): Promise<void> {
  const files = Object.fromEntries(readBlocks('file'));
  const programs = readBlocks('program');
  const scripts = new Map<string, string>();
  for (const [path, packed] of programs) scripts.set(path, await unpackText(packed));
  const urls = new Map<string, string>();
  for (const [path, packed] of readBlocks('worker')) {
    urls.set(path, makeWorkerUrl(await unpackText(packed), files));
  }
  const policy = makePolicy(scripts, urls);
  const workers = Object.fromEntries([...urls.keys()].map((path) => [path, policy.createScriptURL(path)]));
  const pack: Pack = { files, workers };
  Object.assign(globalThis, { lungfieldPack: pack });
  for (const [path] of programs) {
    const script = document.createElement('script');
    script.type = 'module';
    script.textContent = policy.createScript(path);
    document.head.append(script);
  }
}

// Where it fails, the notice in the page appears after a while, and the console says why.
void boot();
