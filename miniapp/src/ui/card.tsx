import { Text, View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import './card.scss';

interface CardProps {
  title?: string;
  className?: string;
}

/** A white piece of the page about one thing. */
export function Card({ title, className = '', children }: PropsWithChildren<CardProps>) {
  return (
    <View className={`panel ${className}`}>
      {title === undefined ? null : <Text className="panel-title">{title}</Text>}
      {children}
    </View>
  );
}
