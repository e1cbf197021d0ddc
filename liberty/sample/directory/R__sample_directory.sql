-- Twenty workers to try qrpin with, and the method's state. Only the first-run server reads this file.
insert into directory_user
  (id, user_principal_name, display_name, employee_number, phone, birth_date, groups)
values
  ('5b6f0000-0000-4000-8000-000000000001', 'worker01@contoso.example', 'Ada Abel', '442445', '+49 30 55519772', '1966-06-08', '{nurses,shift-lead}'),
  ('5b6f0000-0000-4000-8000-000000000002', 'worker02@contoso.example', 'Ben Berg', '451750', '+49 30 55585319', '1968-11-15', '{warehouse}'),
  ('5b6f0000-0000-4000-8000-000000000003', 'worker03@contoso.example', 'Cleo Costa', '406328', '+49 30 55509494', '1970-04-22', '{shop}'),
  ('5b6f0000-0000-4000-8000-000000000004', 'worker04@contoso.example', 'Dario Dahl', '470239', '+49 30 55512337', '1972-09-01', '{shop}'),
  ('5b6f0000-0000-4000-8000-000000000005', 'worker05@contoso.example', 'Elin Eriksen', '447931', '+49 30 55576387', '1974-02-08', '{nurses}'),
  ('5b6f0000-0000-4000-8000-000000000006', 'worker06@contoso.example', 'Femi Fischer', '407602', '+49 30 55566510', '1976-07-15', '{warehouse}'),
  ('5b6f0000-0000-4000-8000-000000000007', 'worker07@contoso.example', 'Gwen Grau', '428140', '+49 30 55504914', '1978-12-22', '{shop}'),
  ('5b6f0000-0000-4000-8000-000000000008', 'worker08@contoso.example', 'Hugo Holm', '411265', '+49 30 55556838', '1980-05-01', '{shop}'),
  ('5b6f0000-0000-4000-8000-000000000009', 'worker09@contoso.example', 'Ines Ito', '454810', '+49 30 55509156', '1982-10-08', '{nurses}'),
  ('5b6f0000-0000-4000-8000-000000000010', 'worker10@contoso.example', 'Jonas Jansen', '431544', '+49 30 55511889', '1984-03-15', '{warehouse}'),
  ('5b6f0000-0000-4000-8000-000000000011', 'worker11@contoso.example', 'Kaja Kovac', '472226', '+49 30 55555642', '1986-08-22', '{shop}'),
  ('5b6f0000-0000-4000-8000-000000000012', 'worker12@contoso.example', 'Liam Lund', '407747', '+49 30 55574115', '1988-01-01', '{shop}'),
  ('5b6f0000-0000-4000-8000-000000000013', 'worker13@contoso.example', 'Mona Meyer', '416226', '+49 30 55529260', '1990-06-08', '{nurses}'),
  ('5b6f0000-0000-4000-8000-000000000014', 'worker14@contoso.example', 'Nils Novak', '482657', '+49 30 55582238', '1992-11-15', '{warehouse}'),
  ('5b6f0000-0000-4000-8000-000000000015', 'worker15@contoso.example', 'Olga Okafor', '476414', '+49 30 55508108', '1994-04-22', '{shop}'),
  ('5b6f0000-0000-4000-8000-000000000016', 'worker16@contoso.example', 'Pavel Peters', '475642', '+49 30 55576748', '1996-09-01', '{shop}'),
  ('5b6f0000-0000-4000-8000-000000000017', 'worker17@contoso.example', 'Quinn Quist', '451993', '+49 30 55506499', '1998-02-08', '{nurses}'),
  ('5b6f0000-0000-4000-8000-000000000018', 'worker18@contoso.example', 'Rosa Romero', '428977', '+49 30 55506105', '2000-07-15', '{warehouse}'),
  ('5b6f0000-0000-4000-8000-000000000019', 'worker19@contoso.example', 'Sven Sato', '472963', '+49 30 55517455', '2002-12-22', '{shop}'),
  ('5b6f0000-0000-4000-8000-000000000020', 'worker20@contoso.example', 'Tara Thiele', '437959', '+49 30 55554937', '2004-05-01', '{executives}')
on conflict (id) do nothing;

-- The method is enabled for everybody, so that the first badge signs in. Nothing changes if an administrator has changed it.
with enabled as (
  insert into method_configuration (id, enabled, pin_length, code_lifetime_days)
  values ('QRCodePin', true, 8, 365)
  on conflict (id) do nothing
  returning id
)
insert into method_configuration_target (configuration_id, excluded, position, target_id, target_type, registration_required)
select id, false, 0, 'all_users', 'group', false from enabled;
