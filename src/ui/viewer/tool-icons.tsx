/**
 * Icons of the film's tools: lines of one weight on 16 x 16, their names are the buttons'.
 */

const PATHS = {
  window: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
  move: 'M8 1.5v13M1.5 8h13M6 3.5l2-2 2 2M6 12.5l2 2 2-2M3.5 6l-2 2 2 2M12.5 6l2 2-2 2',
  fit: 'M2 5.5V2h3.5M10.5 2H14v3.500M14 10.500V14h-3.500M5.5 14H2v-3.5',
  enlarge: 'M6.5 2a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9M10 10l4 4M6.5 4.500v4M4.5 6.500h4',
  reduce: 'M6.5 2a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9M10 10l4 4M4.5 6.500h4',
  invert: 'M2.5 2.500h11v11h-11zM13.5 2.500l-11 11',
  turnLeft: 'M3 8a5.2 5.2 0 1 0 1.7-3.900M3.2 2v3.400h3.4',
  turnRight: 'M13 8a5.2 5.2 0 1 1-1.7-3.900M12.8 2v3.400H9.4',
  mirror: 'M8 1.500v13M6 4v8H1.500zM10 4v8h4.500z',
  reset: 'M6 3 2.5 6.5 6 10M2.5 6.500h7a3.5 3.5 0 0 1 0 7H6',
} as const;

/** Name of an icon. */
export type ToolIconName = keyof typeof PATHS;

/** Parts of an icon that are filled. */
const FILLS: Partial<Record<ToolIconName, string>> = {
  window: 'M8 2.500a5.5 5.5 0 0 1 0 11z',
  invert: 'M13.5 2.500v11h-11z',
  mirror: 'M6 4v8H1.500z',
};

/** One icon, in the colour of the text. */
export function ToolIcon({ name, className }: { readonly name: ToolIconName; readonly className: string }) {
  return (
    <svg className={className} viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      {FILLS[name] !== undefined && <path d={FILLS[name]} fill="currentColor" />}
    </svg>
  );
}
