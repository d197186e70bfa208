-- Which hints a person has closed for good; the row without a page stands for the hints of all pages, those to come too.
create table closed_hints (username varchar not null, page varchar, closed_at timestamp not null);
