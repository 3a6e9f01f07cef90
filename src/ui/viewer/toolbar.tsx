/**
 * The film's tools: one stop of the tab key, arrows move along (WAI-ARIA's toolbar). There before the first picture, so that
 * nothing moves when it comes.
 */
import { type KeyboardEvent, useRef, useState } from 'react';
import type { Look, LookAction } from '../../viewer/look.ts';
import { isPosed } from '../../viewer/view.ts';
import button from '../button.module.css';
import { STRINGS } from '../strings.ts';
import { ToolIcon, type ToolIconName } from './tool-icons.tsx';
import styles from './toolbar.module.css';
import type { Tool } from './use-gestures.ts';

/** What the tools work on. */
export interface ToolbarProps {
  readonly look: Look;
  readonly tool: Tool;
  readonly isEnabled: boolean;
  readonly perform: (action: LookAction) => void;
  readonly onTool: (tool: Tool) => void;
  readonly onSheet: () => void;
}

interface ToolItem {
  readonly label: string;
  readonly keyName: string;
  readonly icon: ToolIconName | null;
  readonly isPressed?: boolean;
  readonly onPress: () => void;
}

function listItems({ look, tool, perform, onTool, onSheet }: ToolbarProps): readonly (readonly ToolItem[])[] {
  const { tools } = STRINGS.viewer;
  const action = (label: string, keyName: string, icon: ToolIconName | null, does: LookAction): ToolItem => ({
    label,
    keyName,
    icon,
    onPress: () => perform(does),
  });
  const choice = (label: string, keyName: string, icon: Tool): ToolItem => ({
    label,
    keyName,
    icon,
    isPressed: tool === icon,
    onPress: () => onTool(icon),
  });
  return [
    [choice(tools.window, 'W', 'window'), choice(tools.move, 'P', 'move')],
    [
      action(tools.fit, 'F', 'fit', { type: 'fit' }),
      action(tools.actualSize, '1', null, { type: 'actual-size' }),
      action(tools.enlarge, '+', 'enlarge', { type: 'zoom', factor: Math.SQRT2 }),
      action(tools.reduce, '−', 'reduce', { type: 'zoom', factor: Math.SQRT1_2 }),
    ],
    [
      { ...action(tools.invert, 'I', 'invert', { type: 'invert' }), isPressed: look.isInverted },
      action(tools.turnLeft, 'L', 'turnLeft', { type: 'turn', direction: 'left' }),
      action(tools.turnRight, 'R', 'turnRight', { type: 'turn', direction: 'right' }),
      { ...action(tools.mirror, 'M', 'mirror', { type: 'mirror' }), isPressed: look.view.isMirrored },
      action(tools.reset, '0', 'reset', { type: 'reset' }),
    ],
    [{ label: STRINGS.viewer.sheet.open, keyName: '?', icon: null, onPress: onSheet }],
  ];
}

/** Text of the two tools that need no icon. */
const SIGNS: Readonly<Record<string, string>> = { '1': '1:1', '?': '?' };

/** Where a key leads in the row of tools. */
function targetOfKey(key: string, from: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (from + 1) % count;
    case 'ArrowLeft':
      return (from + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** The row of tools. */
export function Toolbar(props: ToolbarProps) {
  const rowRef = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState('W');
  const groups = listItems(props);
  const onKeyDown = (event: KeyboardEvent): void => {
    const buttons = Array.from(rowRef.current?.querySelectorAll('button') ?? []);
    const from = buttons.findIndex((candidate) => candidate === document.activeElement);
    const target = event.shiftKey ? null : targetOfKey(event.key, from, buttons.length);
    if (target === null) return;
    // An arrow moves the film only when the focus is on the film.
    event.preventDefault();
    event.stopPropagation();
    buttons[target]?.focus();
  };
  return (
    <div
      ref={rowRef}
      className={styles.tools}
      role="toolbar"
      aria-label={STRINGS.viewer.tools.title}
      onKeyDown={onKeyDown}
    >
      {groups.map((items) => (
        <div key={items[0]?.label} className={styles.group}>
          {items.map((item) => (
            <ToolButton
              key={item.keyName}
              item={item}
              isEnabled={props.isEnabled || item.keyName === '?'}
              isTabStop={item.keyName === stop}
              onFocus={setStop}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface ToolButtonProps {
  readonly item: ToolItem;
  readonly isEnabled: boolean;
  readonly isTabStop: boolean;
  readonly onFocus: (keyName: string) => void;
}

function ToolButton({ item, isEnabled, isTabStop, onFocus }: ToolButtonProps) {
  const { label, keyName, icon, isPressed, onPress } = item;
  return (
    <button
      type="button"
      className={`${button.quiet} ${styles.tool}`}
      aria-label={label}
      aria-pressed={isPressed}
      // A disabled button would lose the focus, and the row its stop.
      aria-disabled={!isEnabled}
      title={`${label} (${keyName})`}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={() => onFocus(keyName)}
      onClick={isEnabled ? onPress : undefined}
    >
      {icon === null ? SIGNS[keyName] : <ToolIcon name={icon} className={styles.icon ?? ''} />}
    </button>
  );
}

/** What is shown otherwise than it was read, in words; empty where nothing is. */
export function describePose({ view, isInverted }: Look): string {
  if (!isPosed(view) && !isInverted) return '';
  return STRINGS.viewer.pose(view.quarterTurns, view.isMirrored, isInverted);
}
