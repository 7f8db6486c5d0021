import { Text, View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import type { DeletionPreview } from '@siyu/shared';
import { useRef, useState } from 'react';
import { go } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { forgetAccount } from '@/session/store';
import { Page } from '@/shell/page';
import { BottomBar } from '@/ui/bottom-bar';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { CardBones } from '@/ui/card-bones';
import { Checkbox } from '@/ui/checkbox';
import { ErrorState } from '@/ui/notice';
import { confirmed, say, sayWhy } from '@/ui/say';
import { useLoaded } from '@/ui/use-loaded';
import { deleteAccount, readDeletion } from './api';
import { Remainders } from './remainders';
import { words } from './wording';
import './deletion.scss';

/** What goes, what stays and why, and only then the answer. */
export default function DeletionPage() {
  const { state, code, value, reload } = useLoaded('', () => asShopper(readDeletion));
  const shownBefore = useRef(false);
  useDidShow(() => {
    if (shownBefore.current) void reload();
    shownBefore.current = true;
  });
  return (
    <Page title={words.deletion}>
      {value !== null ? (
        <Explained preview={value} onChanged={reload} />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <CardBones shapes={['headline', 'text', 'text', 'text']} />
      )}
    </Page>
  );
}

interface ExplainedProps {
  preview: DeletionPreview;
  onChanged: () => Promise<void>;
}

function Explained({ preview, onChanged }: ExplainedProps) {
  const isBlocked = preview.blocks.length > 0;
  return (
    <View className="deletion">
      <Text className="deletion-lead">{words.lead}</Text>
      <Remainders preview={preview} />
      <Card title={words.erased}>
        <Text className="deletion-text">{words.erasedText}</Text>
      </Card>
      <Card title={words.kept}>
        <Text className="deletion-text">{words.keptText}</Text>
      </Card>
      <Text className="deletion-note">{words.newcomer}</Text>
      {isBlocked ? null : <Answer preview={preview} onChanged={onChanged} />}
    </View>
  );
}

function Answer({ preview: { givenUp }, onChanged }: ExplainedProps) {
  const [understood, setUnderstood] = useState(false);
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    const question = { title: words.sure, text: words.sureText, yes: words.sureYes };
    if (!(await confirmed(question))) return;
    setBusy(true);
    try {
      await deleteAccount({ givenUp });
      await forgetAccount();
      go('/home/index');
      say(words.done);
    } catch (error) {
      sayWhy(error);
      setUnderstood(false);
      await onChanged();
    }
    setBusy(false);
  };
  return (
    <View>
      <View className="deletion-understood">
        <Checkbox checked={understood} label={words.understood} onChange={setUnderstood} />
      </View>
      <BottomBar>
        <View className="deletion-act">
          <Button
            text={words.delete}
            disabled={!understood}
            loading={busy}
            onTap={() => void remove()}
          />
        </View>
      </BottomBar>
    </View>
  );
}
