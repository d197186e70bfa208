-- What a plan's pack says differently from the defaults of the rules (etl/plans/rule_settings.py); a switch is 0 or 1.
create table plan_rules (plan_id varchar not null, name varchar not null, value decimal(18,4) not null);
