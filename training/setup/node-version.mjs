/**
 * The range of Node versions that training runs on, checked before anything else is loaded.
 *
 * Plain JavaScript without dependencies: it must run on the very versions that it refuses, and before `npm ci`.
 * tfjs-node 4.22 loads on 20 to 24 (from 23 on with `node-shims.mjs`); others are untried, so they are refused.
 */

/** Oldest Node that training accepts, [major, minor]. */
export const OLDEST_NODE = [20, 19];

/** First major version of Node that training refuses. */
export const FIRST_REFUSED_MAJOR = 25;

/**
 * Says why a Node version is refused.
 *
 * @param {string} version as in `process.versions.node`, for example `20.20.2`
 * @returns {string | null} one sentence for the user, or null when the version is accepted
 */
export function refuseNodeVersion(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  const tooOld = major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
  if (!tooOld && major < FIRST_REFUSED_MAJOR) return null;
  return (
    `Training runs on Node ${OLDEST_NODE.join('.')} up to 24; this is Node ${version}. ` +
    'Install Node 20, 22 or 24 (the file .nvmrc names the preferred one) and run the command again.'
  );
}
