/**
 * The range of Node versions that this project is built and tested on. Written without newer syntax, so that an old Node
 * reads it far enough to say what is wrong.
 */

/**
 * Says what is wrong with a Node version.
 *
 * @param {string} version as `process.versions.node`, e.g. "20.19.0"
 * @returns {string | null} a message for the user, null when the version will do
 */
export function explainNodeVersion(version) {
  const [major, minor] = version.split('.').map(Number);
  const isOldEnough = major < 25;
  const isNewEnough = major > 20 || (major === 20 && minor >= 19);
  if (isOldEnough && isNewEnough) return null;
  return `Lungfield needs Node 20.19 or newer, below 25 (20, 22 and 24 are tested); this is Node ${version}.`;
}
