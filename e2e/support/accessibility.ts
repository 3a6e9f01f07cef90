/** What axe and the layout say of the page as it stands. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';

/** Widths at which a dialog or a panel has to be whole: a desk's screen and a phone. */
export const DESK_AND_PHONE = [
  [1440, 900],
  [390, 844],
] as const;

/**
 * Violations that axe finds in the page, every rule on.
 *
 * @returns "rule: markup | markup", one for each rule; empty when there is none
 */
export async function findViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** Whether the dialog or a section in it is wider inside than outside. */
export function isCutAtSide(dialog: Locator): Promise<boolean> {
  return dialog.evaluate((element) =>
    [element, ...element.querySelectorAll('section')].some((box) => box.scrollWidth > box.clientWidth),
  );
}
