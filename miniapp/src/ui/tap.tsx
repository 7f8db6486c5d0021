import { View } from '@tarojs/components';
import type { ITouchEvent } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import { track } from '@/platform/track';
import { attributesHeard, hoverClassPresent } from '@/platform/view';
import { accessible } from './accessible';
import './tap.scss';

/** The mini-program shows a press by `hoverClass`; a class that does nothing would be sent too. */
const base = hoverClassPresent ? '' : 'tap ';

interface TapProps {
  className?: string;
  /** Read aloud instead of the content; needed where the content is a drawing. */
  label?: string;
  role?: 'button' | 'link' | 'tab' | 'checkbox' | 'radio';
  /** Whether this choice is the one made, for tabs, radios and checkboxes. */
  chosen?: boolean;
  disabled?: boolean;
  /** By which name a tap is counted; without one it is not. */
  mark?: string;
  onTap: () => void;
}

/** Anything that answers a tap: it shows the press at once and is a button to the keyboard too. */
export function Tap(props: PropsWithChildren<TapProps>) {
  const { className = '', disabled = false } = props;
  const tap = (event: ITouchEvent) => {
    event.stopPropagation();
    if (!disabled) act(props);
  };
  const hover = hoverClassPresent && !disabled ? { hoverClass: 'tap-on' } : {};
  return (
    <View
      className={`${base}${className}${disabled ? ' tap-off' : ''}`}
      onClick={tap}
      {...hover}
      {...keyboard(props)}
    >
      {props.children}
    </View>
  );
}

function act({ mark, onTap }: TapProps): void {
  if (mark !== undefined) track('tapped', { mark });
  onTap();
}

function keyboard(props: TapProps) {
  const { label, role = 'button', chosen, disabled = false } = props;
  if (!attributesHeard) return {};
  const state = role === 'tab' ? 'aria-selected' : 'aria-checked';
  return {
    ...accessible({
      role,
      tabIndex: disabled ? -1 : 0,
      ...(label !== undefined && { 'aria-label': label }),
      ...(disabled && { 'aria-disabled': true }),
      ...(chosen !== undefined && { [state]: chosen }),
    }),
    onKeyDown: (event: { key: string; preventDefault(): void }) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      if (!disabled) act(props);
    },
  };
}
