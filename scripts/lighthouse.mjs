/**
 * `npm run lighthouse [-- --out DIR]`: Lighthouse's four categories for the built page as `npm start` serves it, on its desktop and its
 * mobile preset; writes docs/bench/lighthouse.md and lighthouse.json. Lighthouse itself is no dependency of this package: npx gets
 * the version below, 190 MB, when this is asked for.
 */
import { startCommand } from './lib/start-command.mjs';

void startCommand(async (args) => {
  const { runLighthouse } = await import('./lib/lighthouse.mjs');
  await runLighthouse(args);
});
