import { View } from '@tarojs/components';
import { go } from '@/platform/go';
import { Page } from '@/shell/page';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { ExportCard } from './export-card';
import { words } from './wording';
import './index.scss';

/** What the shop keeps of a shopper, in their own hands: a copy of it, and having it gone. */
export default function PrivacyPage() {
  return (
    <Page title={words.title}>
      <View className="privacy">
        <ExportCard />
        <Card className="privacy-cells">
          {(['privacy', 'agreement'] as const).map((name) => (
            <Cell key={name} text={words[name]} onTap={() => go(`/documents/index?name=${name}`)} />
          ))}
        </Card>
        <Card className="privacy-cells">
          <Cell text={words.deletion} onTap={() => go('/privacy/deletion')} />
        </Card>
      </View>
    </Page>
  );
}
