/**
 * A newcomer's first minute: what the page does, for whom, that nothing leaves the machine, and one result to look at.
 */
import { DESK_AND_PHONE } from './support/accessibility.ts';
import { expect, test } from './support/test.ts';

for (const [width, height] of DESK_AND_PHONE) {
  test(`a newcomer reads what it is and for whom, and is led through one synthetic result by keyboard, ${width} px`, async ({
    app,
    backend,
  }) => {
    const { page } = app;
    await page.setViewportSize({ width, height });
    await app.start(backend);
    for (const text of [
      'splits a frontal chest film of a child of 1 to 5 years between normal and pneumonia',
      'the films never leave this computer',
      'Research use only, not a medical device',
    ]) {
      await expect(page.getByText(text).first()).toBeInViewport();
    }
    const offer = page.getByRole('region', { name: 'Film' }).getByRole('button', {
      name: 'Try a synthetic sample',
    });
    await offer.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('No patient.').first()).toBeVisible();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await app.waitDone(1);
    const result = page.getByRole('region', { name: 'Result' });
    await expect(result).toContainText(/This image is \d+\.\d\d % pneumonia and \d+\.\d\d % normal\./);
    await expect(result).toContainText(/Of 100 radiographs scored like this one/);
    await expect(page.getByText('Synthetic', { exact: true }).first()).toBeVisible();
  });
}
