-- The peer database of an electricity company: power cuts by district and month.
-- Run again it adds the months that ended since; what was there stays.
create schema if not exists dien_luc;
create table if not exists dien_luc.mat_dien (
    ma_huyen text not null,
    thang date not null,
    so_lan integer not null check (so_lan >= 0),
    primary key (ma_huyen, thang)
);
insert into dien_luc.mat_dien
select code, month::date, 4 + abs(hashtext(code || month::date::text)) % 17
from unnest(array['688', '689', '690', '691', '692', '693', '694', '695', '696', '697', '698']) code,
    generate_series(
        date_trunc('month', now()) - interval '24 months',
        date_trunc('month', now()) - interval '1 month',
        interval '1 month'
    ) month
on conflict do nothing;
