import { View } from '@tarojs/components';
import { accessible } from './accessible';
import { inLanguage } from '@/platform/language';
import './skeleton.scss';

type Shape = 'line' | 'title' | 'square' | 'tile' | 'wide' | 'circle' | 'row';

/** A quiet block in the shape of what is coming. */
export function Bone({ shape, className = '' }: { shape: Shape; className?: string }) {
  return <View className={`bone bone-${shape}${className === '' ? '' : ` ${className}`}`} />;
}

/** Rows of picture and two lines: the shape of most lists. */
export function SkeletonRows({ count }: { count: number }) {
  return (
    <View {...accessible({ role: 'status', 'aria-label': inLanguage('正在加载', 'Loading') })}>
      {Array.from({ length: count }, (_, index) => (
        <View key={index} className="bone-list-row">
          <Bone shape="square" className="bone-thumb" />
          <View className="bone-lines">
            <Bone shape="title" />
            <Bone shape="line" />
          </View>
        </View>
      ))}
    </View>
  );
}
