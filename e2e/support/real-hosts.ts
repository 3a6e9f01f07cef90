/**
 * Real web servers with the configurations of deploy/, as they are: on a free port of the loopback interface, from a copy of
 * the built site, with every file that they write in one temporary folder.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sirv from 'sirv';
import { DIST, ROOT } from '../../scripts/lib/paths.mjs';

/** A running server. */
export interface RealHost {
  /** Address of the site, ending in a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** What a server is started with; `siteFolder` and `workFolder` are its own. */
interface Place {
  readonly port: number;
  readonly siteFolder: string;
  readonly workFolder: string;
}

interface Command {
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** One kind of server. */
export interface ServerKind {
  readonly name: string;
  /** The program; null where it is not installed. */
  readonly program: string | null;
  /** Writes what the server reads and gives how it is started. */
  readonly prepare: (place: Place) => Promise<Command>;
}

const isRoot = userInfo().uid === 0;
const PLACES = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];

function findProgram(name: string): string | null {
  const paths = PLACES.map((folder) => join(folder, name));
  return (
    paths.find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    }) ?? null
  );
}

const readDeployed = (name: string): Promise<string> => readFile(join(ROOT, 'deploy', name), 'utf8');

/** Replaces a line that the configuration's reader has to write himself. */
function setLine(text: string, line: string, by: string): string {
  if (text.split(line).length !== 2) throw new Error(`"${line}" is not once in the configuration.`);
  return text.replace(line, by);
}

async function prepareNginx({ port, siteFolder, workFolder }: Place): Promise<Command> {
  const deployed = await readDeployed('nginx.conf');
  const site = setLine(
    setLine(deployed, 'listen 8080;', `listen 127.0.0.1:${port};`),
    'root /srv/lungfield;',
    `root ${siteFolder};`,
  );
  const bodies = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const config = `
${isRoot ? 'user root;' : ''}
daemon off;
pid ${workFolder}/nginx.pid;
error_log stderr warn;
events {}
http {
  access_log off;
${bodies.map((name) => `  ${name}_temp_path ${workFolder}/${name};`).join('\n')}
${site}
}`;
  const file = join(workFolder, 'nginx.conf');
  await writeFile(file, config);
  return { args: ['-c', file, '-e', 'stderr'] };
}

const APACHE_MODULES = 'mpm_event authz_core headers mime dir setenvif filter deflate autoindex'.split(' ');

async function prepareApache({ port, siteFolder, workFolder }: Place): Promise<Command> {
  await writeFile(join(siteFolder, '.htaccess'), await readDeployed('apache.htaccess'));
  await writeFile(join(workFolder, 'mime.types'), '');
  const config = `
ServerRoot ${workFolder}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${workFolder}/apache.pid
DefaultRuntimeDir ${workFolder}
Mutex file:${workFolder}
ErrorLog ${workFolder}/error.log
${isRoot ? 'User www-data\nGroup www-data' : ''}
${APACHE_MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
TypesConfig ${workFolder}/mime.types
DocumentRoot ${siteFolder}
<Directory ${siteFolder}>
  Options Indexes
  AllowOverride FileInfo Indexes Options=Indexes
  Require all granted
</Directory>
<Files ".ht*">
  Require all denied
</Files>
`;
  const file = join(workFolder, 'apache.conf');
  await writeFile(file, config);
  return { args: ['-f', file, '-DFOREGROUND'] };
}

async function prepareCaddy({ port, siteFolder, workFolder }: Place): Promise<Command> {
  const file = join(workFolder, 'Caddyfile');
  await writeFile(file, `{\n\tadmin off\n\tauto_https off\n}\n${await readDeployed('Caddyfile')}`);
  return {
    args: ['run', '--adapter', 'caddyfile', '--config', file],
    env: {
      LUNGFIELD_ADDRESS: `http://127.0.0.1:${port}`,
      LUNGFIELD_ROOT: siteFolder,
      HOME: workFolder,
      XDG_DATA_HOME: workFolder,
      XDG_CONFIG_HOME: workFolder,
    },
  };
}

/** The servers that deploy/ has a configuration for. */
export const SERVER_KINDS: readonly ServerKind[] = [
  { name: 'nginx', program: findProgram('nginx'), prepare: prepareNginx },
  { name: 'apache2', program: findProgram('apache2'), prepare: prepareApache },
  { name: 'caddy', program: findProgram('caddy'), prepare: prepareCaddy },
];

/** A port that was free a moment ago. */
async function findFreePort(): Promise<number> {
  const server = createSocketServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** @throws Error with what the server said, when it ends or doesn't answer */
async function waitForAnswer(url: string, child: ChildProcess, readLog: () => string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (child.exitCode !== null) break;
    try {
      await fetch(url);
      return;
    } catch {
      await sleep(100);
    }
  }
  throw new Error(`The server gave no answer: ${readLog()}`);
}

/**
 * Starts a server.
 *
 * @throws Error with what it said, when it doesn't start
 */
export async function startRealHost({ name, program, prepare }: ServerKind): Promise<RealHost> {
  if (program === null) throw new Error(`${name} is not installed.`);
  // Not under the checkout: the server may run as a user that can't read there.
  const folder = await mkdtemp(join(tmpdir(), `lungfield-${name}-`));
  await chmod(folder, 0o755);
  const [siteFolder, workFolder] = [join(folder, 'site'), join(folder, 'work')];
  await cp(DIST, siteFolder, { recursive: true });
  await mkdir(workFolder);
  const port = await findFreePort();
  const { args, env } = await prepare({ port, siteFolder, workFolder });
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (log += String(text)));
  const close = async (): Promise<void> => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}/`;
  try {
    await waitForAnswer(url, child, () => log);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, close };
}

/** A host that sends files and not one header more: what the page has to work on as well. */
export async function startBareHost(): Promise<RealHost> {
  const serve = sirv(DIST);
  const server = createServer((request, response) => {
    serve(request, response, () => {
      response.writeHead(404).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
