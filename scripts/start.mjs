/**
 * `npm start`: installs what is missing, builds, serves on 127.0.0.1 and prints one line with the address.
 */
import { startCommand } from './lib/start-command.mjs';

void startCommand(async () => {
  const { startSite } = await import('./lib/start-site.mjs');
  await startSite(process.env);
});
