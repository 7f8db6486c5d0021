import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import { navigationBarPresent } from '@/platform/view';
import { accessible } from '@/ui/accessible';
import { ConsentSheet } from '@/session/consent-sheet';
import { NavigationBar } from './navigation-bar';
import { OfflineNotice } from './offline-notice';
import { usePageTracking } from './use-page-tracking';
import './page.scss';

interface PageProps {
  /** Written in the browser's navigation bar; the mini-program takes it from the page's config. */
  title: string;
  /** A page of the tab bar, which has nothing to go back to. */
  tab?: boolean;
  /** Leaves the navigation bar out where the page begins with a picture or its own bar. */
  bare?: boolean;
  className?: string;
}

/**
 * What every page stands in: navigation on H5, the word about no network, which pushes the page
 * down and hides none of it, and the consent sheet. What comes and goes has a place of its own:
 * Taro sends a whole parent again when a child is put in or taken out.
 */
export function Page(props: PropsWithChildren<PageProps>) {
  const { title, tab = false, bare = false, className = '', children } = props;
  usePageTracking();
  return (
    <View
      className={className === '' ? 'page' : `page ${className}`}
      {...accessible({ role: 'main' })}
    >
      {navigationBarPresent || bare ? null : <NavigationBar title={title} back={!tab} />}
      <View className="page-notice">
        <OfflineNotice />
      </View>
      {children}
      <View className="page-over">
        <ConsentSheet />
      </View>
    </View>
  );
}
