import { View } from '@tarojs/components';
import { Card } from './card';
import { Bone, SkeletonRows } from './skeleton';
import './card-bones.scss';

type Shape = 'headline' | 'text' | 'fields' | 'one thing' | 'things';

/** A page of cards before it is there, from its top. */
export function CardBones({ shapes }: { shapes: readonly Shape[] }) {
  return (
    <View className="card-bones">
      {shapes.map((shape, place) =>
        shape === 'headline' ? (
          <View key={place} className="card-bones-head">
            <Lines />
          </View>
        ) : (
          <Card key={place}>{bonesOf(shape)}</Card>
        ),
      )}
    </View>
  );
}

function bonesOf(shape: Exclude<Shape, 'headline'>) {
  if (shape === 'text') return <Lines />;
  if (shape === 'fields') return ['a', 'b', 'c', 'd'].map((key) => <Bone key={key} shape="row" />);
  return <SkeletonRows count={shape === 'things' ? 3 : 1} />;
}

function Lines() {
  return (
    <View>
      <Bone shape="title" />
      <Bone shape="line" />
    </View>
  );
}
