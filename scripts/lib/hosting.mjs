/**
 * How a web server has to answer for the built site: types, caching, headers; and the ready configurations in deploy/,
 * which are written from it (`npm run hosting-files`), so that none of them says something else.
 */
import { DOCUMENT_HEADER, SECURITY_HEADERS } from './security-headers.mjs';

/** A name with a content hash never means anything else. */
export const HASHED_CACHE = 'public, max-age=31536000, immutable';
/** All other names are asked for anew; the service worker's and the page's above all. */
export const NAMED_CACHE = 'no-cache';

const { [DOCUMENT_HEADER]: FEATURES = '', ...FILE_HEADERS } = SECURITY_HEADERS;

/** Folder of the names with a content hash. */
const HASHED_FOLDER = '/assets/';

/** Folders without a document, and with most of what is sent. */
const FILE_FOLDERS = [HASHED_FOLDER, '/model/', '/samples/', '/icons/'];

/**
 * @param {string} path of the address, with its leading slash
 * @returns {Readonly<Record<string, string>>} the security headers of its answer
 */
export function securityHeadersOf(path) {
  return FILE_FOLDERS.some((folder) => path.includes(folder)) ? FILE_HEADERS : SECURITY_HEADERS;
}

/** @param {string} path of the address, with its leading slash */
export function cacheControlOf(path) {
  return path.includes(HASHED_FOLDER) ? HASHED_CACHE : NAMED_CACHE;
}

/** Type by extension: every file of dist/ has one. With `nosniff` a wrong one keeps the page from starting. */
export const CONTENT_TYPES = Object.freeze({
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
  wasm: 'application/wasm',
  bin: 'application/octet-stream',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
  txt: 'text/plain',
  md: 'text/markdown',
});

/** Types that get smaller by compression. */
const COMPRESSED = ['js', 'css', 'json', 'webmanifest', 'wasm', 'svg', 'txt', 'md'];

const NOTE = 'Written by `npm run hosting-files` from scripts/lib: change it there. See docs/hosting.md.';
const HEADERS = Object.entries(FILE_HEADERS);
const TYPES = Object.entries(CONTENT_TYPES);

function compressedTypes() {
  return TYPES.flatMap(([extension, type]) => (COMPRESSED.includes(extension) ? [type] : [])).join(' ');
}

function renderNginx() {
  return `# Lungfield on nginx: for /etc/nginx/conf.d/. ${NOTE}
# Two lines are yours: listen (with TLS, or behind what has it) and root (a copy of dist/).
map $uri $lungfield_cache {
  ~${HASHED_FOLDER} "${HASHED_CACHE}";
  default "${NAMED_CACHE}";
}
# Of documents alone: nginx sends no header that is empty.
map $uri $lungfield_features {
  ~(?:${FILE_FOLDERS.join('|')}) "";
  default "${FEATURES}";
}

server {
  listen 8080;
  root /srv/lungfield;

  index index.html;
  autoindex off;
  server_tokens off;
  absolute_redirect off;

${HEADERS.map(([name, value]) => `  add_header ${name} "${value}" always;`).join('\n')}
  add_header ${DOCUMENT_HEADER} $lungfield_features always;
  # Not "always": an error is never kept.
  add_header Cache-Control $lungfield_cache;

  types {
${TYPES.map(([extension, type]) => `    ${type} ${extension};`).join('\n')}
  }
  default_type application/octet-stream;

  gzip on;
  gzip_vary on;
  gzip_types ${compressedTypes()};

  # What is not there is a 404, never the page: the page names a lost file.
  location / {
    try_files $uri $uri/ =404;
  }
  location ~ /\\. {
    return 404;
  }
}
`;
}

function renderApache() {
  return `# Lungfield on Apache 2.4: beside index.html, as .htaccess (AllowOverride FileInfo Indexes Options=Indexes), or in a
# <Directory>. Needs mod_headers, mod_mime, mod_dir and mod_setenvif. ${NOTE}
DirectoryIndex index.html
DirectorySlash On
Options -Indexes
# What is not there is a 404, never the page: the page names a lost file.
FallbackResource disabled
AddDefaultCharset Off

${HEADERS.map(([name, value]) => `Header always set ${name} "${value}"`).join('\n')}
# Of documents alone.
SetEnvIf Request_URI "${FILE_FOLDERS.join('|')}" LUNGFIELD_FILE
Header always set ${DOCUMENT_HEADER} "${FEATURES}" env=!LUNGFIELD_FILE

SetEnvIf Request_URI "${HASHED_FOLDER}" LUNGFIELD_HASHED
# Not "always": an error is never kept.
Header set Cache-Control "${HASHED_CACHE}" env=LUNGFIELD_HASHED
Header set Cache-Control "${NAMED_CACHE}" env=!LUNGFIELD_HASHED

${TYPES.map(([extension, type]) => `AddType ${type} .${extension}`).join('\n')}

<IfModule mod_deflate.c>
  <IfModule mod_filter.c>
    AddOutputFilterByType DEFLATE ${compressedTypes()}
  </IfModule>
</IfModule>
`;
}

function renderCaddy() {
  return `# Lungfield on Caddy 2. ${NOTE}
# LUNGFIELD_ADDRESS is the site's address (a host name gets TLS by itself), LUNGFIELD_ROOT a copy of dist/.
{$LUNGFIELD_ADDRESS:localhost:8080} {
	root * {$LUNGFIELD_ROOT:/srv/lungfield}

	header {
${HEADERS.map(([name, value]) => `\t\t${name} "${value}"`).join('\n')}
	}

	# Of documents alone.
	@documents not path ${FILE_FOLDERS.map((folder) => `*${folder}*`).join(' ')}
	header @documents ${DOCUMENT_HEADER} "${FEATURES}"

	# Of files that are there: an error is never kept.
	@hashed {
		path *${HASHED_FOLDER}*
		file
	}
	header @hashed Cache-Control "${HASHED_CACHE}"
	@named {
		not path *${HASHED_FOLDER}*
		file {path} {path}/index.html
	}
	header @named Cache-Control "${NAMED_CACHE}"

${TYPES.map(([extension, type]) => `\t@${extension} path *.${extension}\n\theader @${extension} Content-Type ${type}`).join('\n')}

	encode zstd gzip

	# What is not there is a 404, never the page: the page names a lost file.
	file_server {
		hide .*
	}
}
`;
}

/** Names without a content hash, as `_headers` patterns that overlap with no other: hosts join what overlaps. */
const NAMED_PATTERNS = [
  '/',
  '/index.html',
  '/offline.worker.js',
  '/manifest.webmanifest',
  '/licenses.txt',
  '/icons/*',
  '/model/*',
  '/samples/*',
];

function renderHeadersFile() {
  const rules = [
    ['/*', ...HEADERS.map(([name, value]) => `${name}: ${value}`)],
    [`${HASHED_FOLDER}*`, `Cache-Control: ${HASHED_CACHE}`],
    ...NAMED_PATTERNS.map((pattern) => [
      pattern,
      `Cache-Control: ${NAMED_CACHE}`,
      ...(FILE_FOLDERS.some((folder) => pattern.startsWith(folder))
        ? []
        : [`${DOCUMENT_HEADER}: ${FEATURES}`]),
    ]),
  ];
  const text = rules.map(([pattern, ...lines]) => [pattern, ...lines.map((line) => `  ${line}`)].join('\n'));
  return `# Lungfield on Netlify, Cloudflare Pages and their like: beside index.html. ${NOTE}
# The site is at the top of its host; before another place, put that place before every pattern.
${text.join('\n')}
`;
}

/** The ready configurations, by file name in deploy/. @type {Readonly<Record<string, string>>} */
export const HOSTING_FILES = Object.freeze({
  'nginx.conf': renderNginx(),
  'apache.htaccess': renderApache(),
  Caddyfile: renderCaddy(),
  _headers: renderHeadersFile(),
});
