import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import type { ShopDocument } from '@siyu/shared';
import { useEffect } from 'react';
import { NotFound } from '@/shell/not-found';
import { Page } from '@/shell/page';
import { ErrorState } from '@/ui/notice';
import { Bone } from '@/ui/skeleton';
import { useLoaded } from '@/ui/use-loaded';
import { readDocument } from './api';
import { words } from './wording';
import './index.scss';

const HEADING = '# ';

/** A legal text: `?name=agreement`, `privacy` or `licence`. */
export default function DocumentPage() {
  const { name = 'agreement' } = useRouter().params;
  const title = titleOf(name);
  const { state, code, value, reload } = useLoaded(name, () => readDocument(name));
  useEffect(() => void Taro.setNavigationBarTitle({ title }), [title]);
  return (
    <Page title={title}>
      {value !== null ? (
        <Paragraphs document={value} />
      ) : state === 'failed' ? (
        code === 'INVALID_INPUT' || code === 'NOT_FOUND' ? (
          <NotFound />
        ) : (
          <ErrorState code={code} onRetry={() => void reload()} />
        )
      ) : (
        <View className="document">
          <Bone shape="title" />
          <Bone shape="line" />
          <Bone shape="title" />
          <Bone shape="title" />
        </View>
      )}
    </Page>
  );
}

function Paragraphs({ document }: { document: ShopDocument }) {
  return (
    <View className="document">
      <Text className="document-version">{words.version(document.version)}</Text>
      {document.paragraphs.map((paragraph, index) =>
        paragraph.startsWith(HEADING) ? (
          <Text key={index} className="document-heading">
            {paragraph.slice(HEADING.length)}
          </Text>
        ) : (
          <Text key={index} className="document-paragraph" selectable>
            {paragraph}
          </Text>
        ),
      )}
    </View>
  );
}

function titleOf(name: string): string {
  return (words.titles as Readonly<Record<string, string>>)[name] ?? words.title;
}
