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
  const [uploading, setUploading] = useState(0);
  const room = AFTER_SALE_PICTURES_MAX - pictures.length - uploading;
  const add = async () => {
    const paths = await choosePictures(room);
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
  const remove = (id: string) => onChange((before) => before.filter((one) => one.id !== id));
  return (
    <View>
      <View className="evidence">
        {pictures.map(({ id, url }) => (
          <View key={id} className="evidence-one">
            <Picture className="evidence-picture" url={url} name="" />
            <Tap className="evidence-remove" label={words.removePicture} onTap={() => remove(id)}>
              <View className="evidence-cross">
                <Icon name="close" small />
              </View>
            </Tap>
          </View>
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
            onTap={() => void add()}
          >
            <Icon name="camera" />
          </Tap>
        ) : null}
      </View>
      <Text className="evidence-hint">{words.picturesHint(AFTER_SALE_PICTURES_MAX)}</Text>
    </View>
  );
}
