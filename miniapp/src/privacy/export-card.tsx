import { Text, View } from '@tarojs/components';
import type { PersonalExport } from '@siyu/shared';
import { useEffect, useState } from 'react';
import { copy, copyingIsSaid } from '@/platform/clipboard';
import { addressOf, filesOpen, openFile } from '@/platform/open-file';
import { asShopper } from '@/session/as-shopper';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { nearMomentText } from '@/ui/moment';
import { ErrorState } from '@/ui/notice';
import { say, sayWhy } from '@/ui/say';
import { Bone } from '@/ui/skeleton';
import { useLoaded } from '@/ui/use-loaded';
import { askExport, readExport } from './api';
import { words } from './wording';

const LOOK_AGAIN_MS = 2_000;
const BYTES_PER_KB = 1024;

/** A file of everything: asked for, waited for, and there for a while. */
export function ExportCard() {
  const { state, code, value, reload } = useLoaded('', () => asShopper(readExport));
  const [busy, setBusy] = useState(false);
  const latest = value?.latest ?? null;
  useEffect(() => {
    if (latest?.state !== 'waiting' || state !== 'ready') return;
    const timer = setTimeout(() => void reload(), LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [latest, state, reload]);
  const ask = async () => {
    setBusy(true);
    await asShopper(askExport).then(reload, sayWhy);
    setBusy(false);
  };
  return (
    <Card title={words.export}>
      <Text className="privacy-text">{words.exportText}</Text>
      {value !== null ? (
        <Latest latest={latest} busy={busy} onAsk={() => void ask()} />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <Bone shape="line" className="privacy-act" />
      )}
    </Card>
  );
}

interface LatestProps {
  latest: PersonalExport | null;
  busy: boolean;
  onAsk: () => void;
}

function Latest({ latest, busy, onAsk }: LatestProps) {
  const text = stateText(latest);
  const isWaiting = latest?.state === 'waiting';
  const url = latest?.url ?? null;
  return (
    <View>
      {text === '' ? null : <Text className="privacy-state">{text}</Text>}
      {url === null ? null : <Text className="privacy-note">{words.linkNote}</Text>}
      <View className="privacy-act">
        {url === null ? (
          <Button kind="secondary" text={words.ask} loading={busy || isWaiting} onTap={onAsk} />
        ) : (
          <Button
            kind="secondary"
            text={filesOpen ? words.open : words.copyLink}
            onTap={() => void get(url)}
          />
        )}
      </View>
    </View>
  );
}

function stateText(latest: PersonalExport | null): string {
  if (latest === null) return '';
  if (latest.state === 'waiting') return words.making;
  if (latest.state === 'failed') return words.failed;
  const size = `${Math.max(1, Math.round((latest.sizeBytes ?? 0) / BYTES_PER_KB))} KB`;
  return words.ready(size, nearMomentText(latest.expiresAt ?? ''));
}

async function get(path: string): Promise<void> {
  if (filesOpen) openFile(path);
  else if ((await copy(addressOf(path))) && !copyingIsSaid) say(words.copied);
}
