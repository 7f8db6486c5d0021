import { View } from '@tarojs/components';
import { HOME_SECTIONS, type HomeSection } from '@siyu/shared';
import type { ReactNode } from 'react';
import { TeamsSection } from '@/group-buy/home-section';
import { NewcomerSection } from '@/newcomer/home-section';
import { Banners } from './banners';
import { CategoryRow } from './category-row';
import { Feed } from './feed';
import { FlashSection } from './flash-section';
import { NewArrivals } from './new-arrivals';
import type { useFront } from './use-front';

type Front = ReturnType<typeof useFront>;

const DRAWN: Record<HomeSection, (front: Front) => ReactNode> = {
  newcomer: () => <NewcomerSection />,
  banners: ({ home }) => <Banners home={home} />,
  categories: ({ categories }) => <CategoryRow categories={categories.value} />,
  'flash-sale': ({ flash }) => (
    <FlashSection channel={flash.value} onEnd={() => void flash.reload()} />
  ),
  'group-buys': ({ teams }) => (
    <TeamsSection teams={teams.value?.teams ?? []} onEnd={() => void teams.reload()} />
  ),
  'new-arrivals': ({ home }) => (
    <NewArrivals cards={home.value?.newArrivals ?? null} failed={home.state === 'failed'} />
  ),
  'for-you': ({ feed }) => <Feed feed={feed} />,
};

/** The parts of the front page as operators have ordered them. */
export function Sections({ front }: { front: Front }) {
  const { home } = front;
  const sections: readonly HomeSection[] = home.value?.sections ?? HOME_SECTIONS;
  return (
    <View className="home">
      {sections.map((name) => (
        // A newer server may name one that this build does not draw.
        <View key={name}>{(DRAWN[name] as (typeof DRAWN)[HomeSection] | undefined)?.(front)}</View>
      ))}
    </View>
  );
}
