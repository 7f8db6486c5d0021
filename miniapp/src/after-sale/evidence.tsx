import { Text, View } from '@tarojs/components';
import { AFTER_SALE_PICTURES_MAX } from '@siyu/shared';
import { useState } from 'react';
import { choosePictures, uploadPicture, type UploadedPicture } from '@/platform/upload';
import { Icon } from '@/ui/icon';
import { Picture } from '@/ui/picture';
import { sayWhy } from '@/ui/say';
import { Tap } from '@/ui/tap';
import { words } from './wording';
import './evidence.scss';

interface EvidenceProps {
  pictures: readonly UploadedPicture[];
  onChange: (change: (before: readonly UploadedPicture[]) => UploadedPicture[]) => void;
}

/** Pictures of what is wrong, uploaded one by one as they are chosen. */
export function Evidence({ pictures, onChange }: EvidenceProps) {
  const { uploading, add } = useUploads(onChange);
  const room = AFTER_SALE_PICTURES_MAX - pictures.length - uploading;
  const remove = (id: string) => onChange((before) => before.filter((one) => one.id !== id));
  return (
    <View>
      <View className="evidence">
        {pictures.map((picture) => (
          <Chosen key={picture.id} picture={picture} onRemove={() => remove(picture.id)} />
        ))}
        {Array.from({ length: uploading }, (_, index) => (
          <View key={index} className="evidence-one evidence-place">
            <View className="button-wait" />
          </View>
        ))}
        {room > 0 && uploading === 0 ? (
          <Tap
            className="evidence-one evidence-place"
            label={words.addPicture}
            onTap={() => void add(room)}
          >
            <Icon name="camera" />
          </Tap>
        ) : null}
      </View>
      <Text className="evidence-hint">{words.picturesHint(AFTER_SALE_PICTURES_MAX)}</Text>
    </View>
  );
}

function Chosen({ picture, onRemove }: { picture: UploadedPicture; onRemove: () => void }) {
  return (
    <View className="evidence-one">
      <Picture className="evidence-picture" url={picture.url} name="" />
      <Tap className="evidence-remove" label={words.removePicture} onTap={onRemove}>
        <View className="evidence-cross">
          <Icon name="close" small />
        </View>
      </Tap>
    </View>
  );
}

/** How many pictures are still on their way, and choosing up to so many more. */
function useUploads(onChange: EvidenceProps['onChange']) {
  const [uploading, setUploading] = useState(0);
  const add = async (countMax: number) => {
    const paths = await choosePictures(countMax);
    setUploading(paths.length);
    for (const path of paths) {
      try {
        const uploaded = await uploadPicture(path);
        onChange((before) => [...before, uploaded]);
      } catch (error) {
        sayWhy(error);
      }
      setUploading((before) => before - 1);
    }
  };
  return { uploading, add };
}
