/**
 * `npm run screenshots [-- NAME ...]`: pictures of every state of the page as it is now (or of those named), wide and narrow, dark
 * and light, in .cache/screenshots/; the good ones also in docs/screenshots/, for the README and the guide. To be looked at.
 * Installs and builds what is missing, so that a fresh clone needs no more than Node. No patient's film is ever on them: nothing
 * but the site's own samples is opened.
 */
import { startCommand } from './lib/start-command.mjs';

void startCommand(async (args) => {
  const { takeScreenshots } = await import('./screenshots/command.mjs');
  await takeScreenshots(args);
});
