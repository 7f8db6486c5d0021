import { attributesHeard } from '@/platform/view';

interface AccessibleProps {
  role?: string;
  'aria-label'?: string;
  'aria-checked'?: boolean;
  'aria-disabled'?: boolean;
  'aria-selected'?: boolean;
  'aria-level'?: number;
  'aria-live'?: 'polite';
  tabIndex?: number;
}

/**
 * What a screen reader is told, where there is one to tell: Taro's mini-program templates carry
 * no such attributes, so there they would only cost bytes.
 */
export function accessible(props: AccessibleProps): AccessibleProps {
  return attributesHeard ? props : {};
}
