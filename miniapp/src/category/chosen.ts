import { create } from 'zustand';

/** Which category the tab shows; null for the first. Kept apart so that other pages can choose. */
export const useChosenCategory = create<{ id: string | null }>(() => ({ id: null }));

/** Makes the category tab show this one. */
export function chooseCategory(id: string): void {
  useChosenCategory.setState({ id });
}
