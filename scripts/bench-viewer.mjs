/**
 * `npm run bench:viewer`: how often the viewer draws a film of 3,000 x 2,500 px and 12 bits while its window and its place are dragged,
 * on each way of drawing, beside a plain redraw of a canvas of the same size (ready pixels, nothing computed). Frames are not held
 * to the screen's rate, so that the ratio tells something above it. Installs and builds what is missing.
 * The figures are of this computer as busy as it is; the ratio is what can be compared.
 */
import { startCommand } from './lib/start-command.mjs';

void startCommand(async () => {
  const { benchViewer } = await import('./bench/viewer.mjs');
  await benchViewer();
});
