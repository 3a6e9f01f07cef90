/**
 * Terms and what is true of them, one beside the other.
 */

/** What the list holds. */
export interface FactListProps {
  /** Terms differ from one another. */
  readonly facts: readonly (readonly [term: string, value: string])[];
  readonly className: string | undefined;
}

/** Each value keeps its own writing direction: hashes and numbers stand in texts of any language. */
export function FactList({ facts, className }: FactListProps) {
  return (
    <dl className={className}>
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
