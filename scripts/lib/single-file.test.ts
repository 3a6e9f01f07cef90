import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { composePage } from './single-file.mjs';

const BUILT = `<!doctype html>
<html><head>
    <meta charset="utf-8" />
    <link rel="icon" href="./icons/favicon.svg" type="image/svg+xml" />
    <script type="module" crossorigin src="./assets/index-1.js"></script>
    <link rel="stylesheet" crossorigin href="./assets/style-1.css">
</head><body><div id="root"><p id="boot-advice">
  Open something else.
</p></div></body></html>
`;
const bytesOf = (text: string): Buffer => Buffer.from(text);
const program = { role: 'program' as const, path: 'assets/index-1.js', bytes: bytesOf('run("é$&")') };
const model = { role: 'file' as const, path: 'model/model.json', bytes: bytesOf('{}') };
const parts = {
  style: 'p{color:red}',
  boot: 'boot("$1")',
  icon: 'data:,',
  licences: 'MIT & all',
  blocks: [program, model],
};

const hash = (text: string | Buffer): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('composePage', () => {
  it('names every part that runs by its SHA-256, and nothing else', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(composePage(BUILT, parts))?.[1];
    const directives = policy?.split('; ') ?? [];
    expect(directives).toContain(`script-src ${hash(parts.boot)} ${hash(program.bytes)} 'wasm-unsafe-eval'`);
    expect(directives).toContain(`style-src ${hash(parts.style)}`);
    expect(directives[0]).toBe("default-src 'none'");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|http|'self'/);
  });

  it('puts style and first script in as they are, the rest packed, the same bytes each time', () => {
    const page = composePage(BUILT, parts);
    expect(page).toContain(`<style>${parts.style}</style>`);
    expect(page).toContain(`<script>${parts.boot}</script>`);
    for (const { path, bytes } of parts.blocks) {
      const packed = new RegExp(`data-path="${path}">([^<]*)<`).exec(page)?.[1] ?? '';
      const gzip = Buffer.from(packed, 'base64');
      expect(gunzipSync(gzip).equals(bytes), path).toBe(true);
      // Neither time nor system of the build (RFC 1952 2.3.1).
      expect([...gzip.subarray(4, 8), gzip[9]]).toEqual([0, 0, 0, 0, 255]);
    }
    expect(composePage(BUILT, { ...parts, blocks: [model, program] })).toBe(page);
  });

  it('has the licences in its source, as text', () => {
    expect(composePage(BUILT, parts)).toContain(
      '<script type="text/plain" id="licences">\nMIT & all</script>',
    );
  });

  it('leaves no address of another file', () => {
    expect(composePage(BUILT, parts)).not.toMatch(/(?:src|href)="\.?\//);
  });

  it('refuses a build that left something in pieces, or a part that would end itself', () => {
    const twice = BUILT.replace('</head>', '<link rel="stylesheet" href="./assets/style-2.css"></head>');
    expect(() => composePage(twice, parts)).toThrow('stylesheet');
    expect(() => composePage(BUILT, { ...parts, blocks: [program, program] })).toThrow('2 programs');
    expect(() => composePage(BUILT, { ...parts, boot: '"</script>"' })).toThrow('end itself');
    expect(() => composePage(BUILT, { ...parts, licences: '</SCRIPT>' })).toThrow('end itself');
    expect(() => composePage(BUILT, { ...parts, style: '/*</style>*/' })).toThrow('end itself');
  });
});
