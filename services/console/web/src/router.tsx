import {
  type AnchorHTMLAttributes,
  createContext,
  type MouseEvent,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';

interface Place {
  path: string;
  search: URLSearchParams;
  go(to: string, options?: { replace?: boolean }): void;
}

const PlaceContext = createContext<Place | null>(null);

/** Follows the browser's address. The server answers every address of the page with the page. */
export function Router({ children }: { children: ReactNode }) {
  const [href, setHref] = useState(() => location.pathname + location.search);
  useEffect(() => {
    const follow = () => setHref(location.pathname + location.search);
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);
  const place = useMemo<Place>(() => {
    const [path = '/', search = ''] = href.split('?');
    return {
      path,
      search: new URLSearchParams(search),
      go(to, { replace = false } = {}) {
        history[replace ? 'replaceState' : 'pushState'](null, '', to);
        setHref(to);
        if (to.split('?')[0] !== path) window.scrollTo(0, 0);
      },
    };
  }, [href]);
  return <PlaceContext value={place}>{children}</PlaceContext>;
}

export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (place === null) throw new Error('outside Router');
  return place;
}

/** A link within the page. New tabs and windows work as with any link. */
export function Link({ to, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { to: string }) {
  const { go } = usePlace();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return <a href={to} onClick={follow} {...rest} />;
}
