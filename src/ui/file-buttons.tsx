/**
 * The two ways to choose files. Each is a button before a hidden input; the first input of the document is the one of
 * "Choose files", without `accept`: what a file is shows in its bytes, not in its name.
 */
import { type ChangeEvent, useRef } from 'react';
import { collectFromInput } from '../study/intake.ts';
import button from './button.module.css';
import { STRINGS } from './strings.ts';
import { useApp } from './use-app.ts';

/** Id of the first input; a label in the empty page points to it. */
export const FILE_INPUT_ID = 'choose-files';

/** Chooses one or many files. */
export function FilesButton() {
  return (
    <ChooseButton
      className={button.primary ?? ''}
      label={STRINGS.header.chooseFiles}
      inputId={FILE_INPUT_ID}
    />
  );
}

/** Chooses a folder with everything below it. */
export function FolderButton() {
  return <ChooseButton className={button.plain ?? ''} label={STRINGS.intake.chooseFolder} isFolder />;
}

/** React knows this attribute; its types don't. */
const FOLDER = { webkitdirectory: '' };

interface ChooseButtonProps {
  readonly label: string;
  readonly className: string;
  readonly inputId?: string;
  readonly isFolder?: boolean;
}

function ChooseButton({ label, className, inputId, isFolder = false }: ChooseButtonProps) {
  const { addFiles } = useApp();
  const inputRef = useRef<HTMLInputElement>(null);
  const onChange = (event: ChangeEvent<HTMLInputElement>): void => {
    const { files, skippedFiles } = collectFromInput(event.currentTarget);
    addFiles(files, skippedFiles);
    // The same file chosen again is a new study.
    event.currentTarget.value = '';
  };
  return (
    <>
      <button type="button" className={className} onClick={() => inputRef.current?.click()}>
        {label}
      </button>
      <input
        ref={inputRef}
        id={inputId}
        type="file"
        hidden
        multiple
        {...(isFolder ? FOLDER : {})}
        onChange={onChange}
      />
    </>
  );
}
