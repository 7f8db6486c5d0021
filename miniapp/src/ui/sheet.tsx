import { ScrollView, View } from '@tarojs/components';
import type { PropsWithChildren, ReactNode } from 'react';
import { inLanguage } from '@/platform/language';
import { accessible } from './accessible';
import { Icon } from './icon';
import { Tap } from './tap';
import './sheet.scss';

interface SheetProps {
  open: boolean;
  title: string;
  /** Absent where the shopper has to answer: then there is no cross and no tap outside. */
  onClose?: () => void;
  /** Stays in sight below what scrolls. */
  footer?: ReactNode;
}

/** A sheet from the bottom edge over a dimmed page. */
export function Sheet({ open, title, onClose, footer, children }: PropsWithChildren<SheetProps>) {
  if (!open) return null;
  return (
    <View className="sheet" catchMove>
      <View className="sheet-shade" {...(onClose && { onClick: onClose })} />
      <View className="sheet-card" {...accessible({ role: 'dialog', 'aria-label': title })}>
        <View className="sheet-head">
          <View className="sheet-title">{title}</View>
          {onClose ? (
            <Tap className="sheet-close" label={inLanguage('关闭', 'Close')} onTap={onClose}>
              <Icon name="close" />
            </Tap>
          ) : null}
        </View>
        <ScrollView className="sheet-body" scrollY>
          <View className="sheet-content">{children}</View>
        </ScrollView>
        {footer === undefined ? null : <View className="sheet-foot">{footer}</View>}
      </View>
    </View>
  );
}
